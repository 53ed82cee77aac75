/* 页面增强。没有本文件时，所有表单仍可提交、所有链接仍可用。 */
(function () {
  'use strict';
  var pad = function (n) { return (n < 10 ? '0' : '') + n; };
  var $ = function (s, r) { return (r || document).querySelector(s); };
  var $$ = function (s, r) { return Array.prototype.slice.call((r || document).querySelectorAll(s)); };
  var icons = document.body.dataset.icons || '';
  var csrf = $('meta[name="csrf-token"]');

  function light(state, words) {
    var span = document.createElement('span');
    span.className = 'sa-light sa-light--' + state;
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('aria-hidden', 'true');
    var use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', icons + '#i-' + state);
    svg.appendChild(use);
    span.appendChild(svg);
    span.appendChild(document.createTextNode(words));
    return span;
  }
  function newKey() {
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    var h = Array.prototype.map.call(b, function (x) { return (x < 16 ? '0' : '') + x.toString(16); }).join('');
    return h.slice(0, 8) + '-' + h.slice(8, 12) + '-' + h.slice(12, 16) + '-' + h.slice(16, 20) + '-' + h.slice(20);
  }
  function headers(more) {
    var h = more || {};
    if (csrf) h[csrf.dataset.header] = csrf.content;
    return h;
  }

  /* 1 出错后把焦点交给错误汇总；点汇总里的链接，焦点直接进控件 */
  function errors(root) {
    var box = $('#errors', root); if (!box || box.dataset.ready) return;
    box.dataset.ready = '1';
    /* 汇总按控件在页面上的先后排 */
    var list = $('ol', box);
    if (list) $$('li', list).map(function (li) {
      var a = $('a', li), f = a && document.getElementById(a.hash.slice(1));
      return { li: li, f: f };
    }).sort(function (x, y) {
      if (!x.f || !y.f) return x.f ? -1 : y.f ? 1 : 0;
      return x.f.compareDocumentPosition(y.f) & 4 ? -1 : 1;
    }).forEach(function (x) { list.appendChild(x.li); });
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: 'nearest' });
    box.addEventListener('click', function (e) {
      var a = e.target.closest('a[href^="#"]'); if (!a) return;
      var f = document.getElementById(a.hash.slice(1)); if (!f) return;
      e.preventDefault();
      f.focus({ preventScroll: true });
      (f.closest('.sa-err, td, fieldset, div') || f).scrollIntoView({ block: 'center' });
    });
  }

  /* 2 15 分钟时钟：每秒只改可见数字；读屏只在 5 分钟、2 分钟、到时三个点播报 */
  function clock(c) {
    if (c.dataset.ready) return; c.dataset.ready = '1';
    var limit = +c.dataset.limit, t0 = Date.now() - c.dataset.elapsed * 1000, said = {};
    var num = $('[data-clock]', c), txt = $('[data-clock-text]', c), bar = $('progress', c);
    var live = $('[data-clock-live]', c.closest('.sa-serve') || document), shown = '';
    var say = function (k, s) { if (!said[k] && live) { said[k] = 1; live.textContent = s; } };
    function tick() {
      if (!c.isConnected) { clearInterval(timer); return; }
      var e = Math.floor((Date.now() - t0) / 1000), left = limit - e;
      var st = left < 0 ? 'over' : left <= 300 ? 'soon' : 'ok';
      num.textContent = pad(Math.floor(e / 60)) + ':' + pad(e % 60);
      if (bar) bar.value = Math.min(limit, e);
      c.dataset.state = st;
      var a = Math.abs(left), words = (left < 0 ? '已超 ' : '还剩 ') + Math.floor(a / 60) + ' 分 ' + pad(a % 60) + ' 秒';
      if (st !== shown) { txt.textContent = ''; txt.appendChild(light(st, words)); shown = st; }
      else txt.firstChild.lastChild.nodeValue = words;
      if (left <= 300 && left > 120) say('5', '本次接待还剩 5 分钟');
      if (left <= 120 && left > 0) say('2', '本次接待还剩 2 分钟');
      if (left <= 0) say('0', '本次接待已到 ' + limit / 60 + ' 分钟');
    }
    var timer = setInterval(tick, 1000);
    tick();
  }

  /* 3 身份证号：输入中不打扰，离开时就地提示；最终以服务端校验为准 */
  var W = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], C = '10X98765432';
  function plain(v) {
    return v.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); }).replace(/[\s\-\u3000]/g, '').toUpperCase();
  }
  function idInfo(v) {
    v = plain(v);
    if (!v) return { none: true };
    if (v.length !== 18) return { err: '身份证号现在是 ' + v.length + ' 位，应为 18 位' };
    if (!/^\d{17}[\dX]$/.test(v)) return { err: '身份证号只能有数字，末位可以是 X' };
    var s = 0; for (var i = 0; i < 17; i++) s += W[i] * +v[i];
    if (C[s % 11] !== v[17]) return { err: '身份证号最后一位不对，请对照证件重输' };
    var y = +v.slice(6, 10), m = +v.slice(10, 12), d = +v.slice(12, 14), day = new Date(y, m - 1, d);
    if (day.getMonth() !== m - 1 || day.getDate() !== d) return { err: '身份证号里的出生日期不对，请对照证件重输' };
    return { v: v, sex: v[16] % 2 ? '男' : '女', y: y, m: m, d: d };
  }
  function bankInfo(v) {
    v = plain(v);
    if (!v) return { none: true };
    if (!/^\d{12,19}$/.test(v)) return { err: '银行卡号现在是 ' + v.length + ' 位，一般为 16 到 19 位数字' };
    var s = 0; for (var i = 0; i < v.length; i++) { var n = +v[v.length - 1 - i]; if (i % 2) { n *= 2; if (n > 9) n -= 9; } s += n; }
    return s % 10 ? { err: '银行卡号核对不上，请对照卡片重输' } : { v: v };
  }
  document.addEventListener('change', function (e) {
    var i = e.target; if (!i.matches || !i.matches('[data-idcard],[data-bankcard]')) return;
    var isId = i.hasAttribute('data-idcard'), kind = isId && i.form && /(^|\.)idno$/.test(i.name) && i.form.elements[i.name.replace(/idno$/, 'idKind')],
      r = kind && kind.value ? { none: true } : isId ? idInfo(i.value) : bankInfo(i.value), out = document.getElementById(i.id + '-ok');
    if (r.v) i.value = r.v;
    if (!out) return;
    out.className = r.err ? 'sa-warnline' : 'sa-okline';
    out.textContent = r.none ? '' : r.err || (isId ? '号码无误 · ' + r.sex + ' · ' + r.y + '年' + r.m + '月' + r.d + '日生' : '号码无误');
  });

  /* 4 回车 = 下一个控件；只有按钮和多行框保留原意。输入法选字时的回车一律不管（keyCode 229）。
        读卡器、扫码枪常带一个回车，也因此不会误提交。控件可在表单外，用 form="…" 归属它。 */
  document.addEventListener('keydown', function (e) {
    if (e.key !== 'Enter' || e.isComposing || e.keyCode === 229 || e.altKey || e.ctrlKey || e.metaKey) return;
    var t = e.target, area = t.closest && t.closest('[data-guard]');
    if (!area && t.form && t.form.hasAttribute('data-guard')) area = t.form;
    if (!area || /^(TEXTAREA|BUTTON|A|SUMMARY)$/.test(t.tagName) || t.type === 'submit') return;
    if (t.getAttribute('aria-expanded') === 'true') return; /* 下拉已展开，回车是选中 */
    e.preventDefault();
    /* 收起的 details 里的控件不在次序里 */
    var seen = function (x) { return !x.disabled && x.type !== 'hidden' && x.tabIndex >= 0 && x.offsetParent && !x.closest('details:not([open])'); };
    var row = t.closest('.entry'), add = row && $('[data-addrow]', row);
    if (add && t === $$('input,select', row).filter(seen).pop()) { add.click(); return; }
    var list = $$('input,select,textarea,button.btn-primary', area).filter(function (x) {
      return x === t || (seen(x) && !(x.type === 'radio' && !x.checked && x.name === t.name));
    });
    var n = list[list.indexOf(t) + 1]; if (n) { n.focus(); if (n.select) n.select(); }
  });

  /* 4b 局部更新不丢正在打的字：请求发出后才改的控件，换上新内容后放回去，光标也放回去 */
  function stateOf(control) { return control.type === 'checkbox' || control.type === 'radio' ? control.checked : control.value; }
  function controls() { return $$('input[id],select[id],textarea[id]').filter(function (c) { return c.type !== 'hidden' && c.type !== 'file'; }); }
  /* 后台作业的进度：页面看不见时不问 */
  document.addEventListener('htmx:beforeRequest', function (e) {
    if (document.hidden && e.detail.elt.hasAttribute('data-poll')) e.preventDefault();
  });
  document.addEventListener('htmx:beforeRequest', function (e) {
    var was = e.detail.xhr.yimenWas = {};
    controls().forEach(function (c) { was[c.id] = stateOf(c); });
  });
  document.addEventListener('htmx:beforeSwap', function (e) {
    var was = e.detail.xhr.yimenWas, since = e.detail.xhr.yimenSince = {};
    if (was) controls().forEach(function (c) { if (c.id in was && stateOf(c) !== was[c.id]) since[c.id] = stateOf(c); });
  });
  document.addEventListener('htmx:afterSwap', function (e) {
    var since = e.detail.xhr && e.detail.xhr.yimenSince;
    if (since) e.detail.xhr.yimenSince = null; /* 一次就够：再打的字已经在新控件里 */
    for (var id in since || {}) {
      var c = document.getElementById(id);
      if (!c || stateOf(c) === since[id]) continue;
      if (typeof since[id] === 'boolean') c.checked = since[id]; else c.value = since[id];
      if (c === document.activeElement && c.setSelectionRange && c.type === 'text') c.setSelectionRange(c.value.length, c.value.length);
    }
  });

  /* 5 草稿、离开提醒、防重复提交。同一页的请求编号：路上慢了、后到的旧请求不会盖掉新的 */
  function numbered(f) { var s = f && f.elements && f.elements.seq; return s ? s.value = +s.value + 1 : 0; }
  function guard(f) {
    if (f.dataset.ready) return; f.dataset.ready = '1';
    var dirty = false, saving = false, timer = 0, tries = 0, url = f.dataset.autosave;
    var out = $('[data-saved]', f) || $('[data-saved]'), first = out ? out.textContent : '';
    function tell(words, bad) { if (out) { out.textContent = words; out.classList.toggle('sa-warnline', !!bad); } }
    function later(ms) { clearTimeout(timer); timer = setTimeout(save, ms); }
    function save() {
      clearTimeout(timer);
      if (!url || !dirty || saving || f.dataset.sending) return;
      saving = true; dirty = false; numbered(f);
      fetch(url, { method: 'POST', body: new URLSearchParams(new FormData(f)), headers: headers({ 'X-Draft': '1' }), credentials: 'same-origin', redirect: 'manual' })
        .then(function (r) {
          saving = false;
          if (r.status === 409) { dirty = false; tell('此件在另一个窗口改过，刷新后再改', true); url = ''; return null; }
          if (!r.ok) throw new Error(r.status === 401 || r.type === 'opaqueredirect' ? 'login' : r.status);
          return r.status === 204 ? {} : r.json();
        })
        .then(function (r) {
          if (!r) return;
          tries = 0; network(true);
          var v = f.elements.version; if (v && r.version !== undefined) v.value = r.version;
          var d = new Date();
          tell('草稿已自动保存 ' + (r.savedAt || pad(d.getHours()) + ':' + pad(d.getMinutes()) + ':' + pad(d.getSeconds())));
          if (dirty) later(800);
        })
        .catch(function (e) {
          saving = false; dirty = true; tries++;
          if (e.message === 'login') { tell('登录已到时。请在新窗口重新登录，本页内容还在，登录后会自动保存', true); later(20000); return; }
          tell('没保存上，正在重试。您填的内容还在页面上', true);
          if (e instanceof TypeError) network(false);
          later(Math.min(30000, 2000 * tries));
        });
    }
    function changed(e) {
      if (!e.isTrusted && !e.detail) return; /* 脚本改的值不算用户没保存 */
      if (e.target.form && e.target.form !== f) return; /* 照片有自己的表单 */
      dirty = true;
      if (url) later(800);
    }
    f.addEventListener('input', changed);
    f.addEventListener('change', changed);
    if (url) setInterval(function () { if (dirty) save(); }, 20000);
    addEventListener('online', function () { if (dirty) later(100); });
    addEventListener('beforeunload', function (e) { if (dirty && !f.dataset.sending && f.isConnected && f.hasAttribute('data-guard')) { e.preventDefault(); e.returnValue = ''; } });
    f.addEventListener('submit', function () { dirty = false; clearTimeout(timer); });
    f.addEventListener('yimen:saved', function () { dirty = false; tell(first); });
    f.yimenSave = save;
  }

  /* 6 防重复提交：按钮不 disabled（会丢焦点），改 aria-disabled；服务端用一次性钥匙兜底。htmx 的表单由 hx-sync 管 */
  document.addEventListener('submit', function (e) {
    var f = e.target, b = e.submitter;
    numbered(f);
    if ((f.method || '').toLowerCase() !== 'post' || f.hasAttribute('hx-post') || f.hasAttribute('data-hx-post')) return;
    if (b && (b.formTarget || b.hasAttribute('hx-post') || b.hasAttribute('data-download'))) return; /* 另开窗口打印、下载，不锁本页 */
    if (f.dataset.sending) { e.preventDefault(); return; }
    f.dataset.sending = '1';
    if (b && b.tagName === 'BUTTON') {
      b.setAttribute('aria-disabled', 'true');
      b.dataset.text = b.textContent;
      b.yimenNodes = Array.prototype.slice.call(b.childNodes);
      setTimeout(function () { b.textContent = '正在提交，请稍候'; }, 0);
    }
  });
  function unlock() {
    $$('form[data-sending]').forEach(function (f) { delete f.dataset.sending; });
    $$('button[aria-disabled="true"]').forEach(function (b) {
      b.removeAttribute('aria-disabled');
      if (b.yimenNodes) { b.textContent = ''; b.yimenNodes.forEach(function (n) { b.appendChild(n); }); }
    });
  }
  addEventListener('pageshow', function (e) { if (e.persisted) { unlock(); location.reload(); } });

  /* 7 htmx：令牌在请求头里；用过的一次性钥匙换新；失败不动页面，只说一声 */
  document.addEventListener('htmx:configRequest', function (e) {
    headers(e.detail.headers);
    var n = numbered(e.target.form || e.target.closest('form'));
    if (n) e.detail.parameters.seq = n;
  });
  document.addEventListener('htmx:afterRequest', function (e) {
    var f = e.target.closest && (e.target.tagName === 'FORM' ? e.target : e.target.form || e.target.closest('form'));
    if (f && e.detail.requestConfig && e.detail.requestConfig.verb === 'post' && f.elements._key) f.elements._key.value = newKey();
    if (f && e.detail.successful) f.dispatchEvent(new CustomEvent('yimen:saved'));
  });
  document.addEventListener('htmx:beforeRequest', function (e) { var t = e.detail.target; if (t) t.setAttribute('aria-busy', 'true'); });
  document.addEventListener('htmx:afterSettle', function (e) { e.target.removeAttribute('aria-busy'); ready(e.target); });
  document.addEventListener('htmx:responseError', function (e) {
    var s = e.detail.xhr.status, id = e.detail.xhr.getResponseHeader('X-Request-Id') || '';
    if (e.detail.target) e.detail.target.removeAttribute('aria-busy');
    if (s === 401 || s === 403) network(false, '登录已到时或没有权限。请在新窗口登录后再试，本页内容还在');
    else if (s === 409) network(false, '此件在另一个窗口改过，刷新后再改');
    else if (s === 429) network(false, '查得太快了，请稍等一分钟再试');
    else if (s === 503) network(false, '数据库暂时连不上，不是您填错了。本页内容还在，请过一会儿再试');
    else if (s !== 404) network(false, '没有办成，不是您填错了。请稍后再试，仍不行请报编号 ' + id.slice(0, 4));
  });
  document.addEventListener('htmx:sendError', function (e) { if (e.detail.target) e.detail.target.removeAttribute('aria-busy'); network(false); });
  document.addEventListener('htmx:afterOnLoad', function () { network(true); });
  /* 登录到时后，局部请求会被引到登录页：不换页面内容，只说一声 */
  document.addEventListener('htmx:beforeSwap', function (e) {
    var to = e.detail.xhr.responseURL || '';
    if (/\/login(\?|$)/.test(to)) { e.detail.shouldSwap = false; network(false, '登录已到时。请在新窗口重新登录，本页内容还在'); }
  });

  /* 8 网络断开、登录将到时 */
  var note = $('[data-network-note]');
  function network(ok, words) {
    if (!note) return;
    note.hidden = ok;
    note.textContent = ok ? '' : words || '网络断开，已改为本页暂存，恢复后自动保存';
  }
  addEventListener('offline', function () { network(false); });
  addEventListener('online', function () { network(true); });

  var limit = +document.body.dataset.session || 0;
  if (limit > 300 && $('.sa-me')) {
    var last = Date.now(), box = null;
    var touch = function () { last = Date.now(); if (box) { box.remove(); box = null; } };
    document.addEventListener('htmx:afterRequest', touch);
    var keep = function () { fetch('/alive', { credentials: 'same-origin', redirect: 'manual' }).then(function (r) { if (r.ok) touch(); }); };
    setInterval(function () {
      var left = limit - (Date.now() - last) / 1000;
      if (left > 300 || (box && left > 0)) return;
      if (!box) {
        box = document.createElement('div');
        box.className = 'sa-note sa-note--warn'; box.setAttribute('role', 'status'); box.dataset.sessionNote = '1';
        document.body.appendChild(box);
        var b = document.createElement('button'); b.type = 'button'; b.className = 'btn btn-line btn-s sa-note__act'; b.textContent = '继续使用';
        b.addEventListener('click', keep);
        box.append('5 分钟后登录到时，填的内容会留在草稿里。', b);
      }
      if (left <= 0) box.textContent = '登录已到时。重新登录后回到本页，草稿还在。';
    }, 15000);
    var typed = 0; /* 人在打字时悄悄续上，最多每 5 分钟一次 */
    document.addEventListener('input', function () { if (Date.now() - typed > 300000) { typed = Date.now(); keep(); } });
  }

  /* 9 小件：打印、全选、字数、复制、自动打开打印 */
  document.addEventListener('click', function (e) {
    var t = e.target.closest('[data-print],[data-check-all],[data-copy],[aria-disabled="true"]'); if (!t) return;
    if (t.dataset.print !== undefined) print();
    else if (t.dataset.checkAll !== undefined) $$('input[type="checkbox"]', t.closest('table')).forEach(function (x) { x.checked = t.checked; });
    else if (t.dataset.copy !== undefined && navigator.clipboard) navigator.clipboard.writeText(t.dataset.copy || t.textContent.trim());
    else if (t.getAttribute('aria-disabled') === 'true') e.preventDefault();
  });
  document.addEventListener('input', function (e) {
    var t = e.target, n = t.dataset && t.dataset.count; if (!n) return;
    var out = document.getElementById(t.id + '-count'); if (out) out.textContent = '已输入 ' + Array.from(t.value).length + ' 字，最多 ' + n + ' 字';
  });

  /* 10 只在选了某项时才填的栏目；没有脚本时都看得见 */
  function when(box) {
    if (box.dataset.ready) return; box.dataset.ready = '1';
    var f = box.closest('form'), is = box.dataset.is.split(' ');
    function show() { var c = f.elements[box.dataset.when]; box.hidden = !!c && is.indexOf(c.value) < 0; }
    f.addEventListener('change', function (e) { if (e.target.name === box.dataset.when) show(); });
    show();
  }

  /* 11 照片先在手机上缩到 1600 像素、1 MB 以内再传；方向保留，其他拍摄信息不带走 */
  function shrink(input) {
    if (input.dataset.ready || !window.createImageBitmap || !window.DataTransfer) return; input.dataset.ready = '1';
    function small(file) {
      if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return Promise.resolve(file);
      return createImageBitmap(file, { imageOrientation: 'from-image' }).then(function (b) {
        var k = Math.min(1, 1600 / Math.max(b.width, b.height)), c = document.createElement('canvas');
        c.width = Math.round(b.width * k); c.height = Math.round(b.height * k);
        c.getContext('2d').drawImage(b, 0, 0, c.width, c.height);
        function at(quality) {
          return new Promise(function (done) { c.toBlob(done, 'image/jpeg', quality); }).then(function (blob) {
            return blob && blob.size > 1000000 && quality > 0.5 ? at(quality - 0.15) : blob;
          });
        }
        return at(0.85).then(function (blob) { return blob ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file; });
      }).catch(function () { return file; });
    }
    input.addEventListener('change', function () {
      var out = document.getElementById(input.dataset.shrink), all = Array.prototype.slice.call(input.files);
      if (out) out.textContent = '正在缩小 ' + all.length + ' 张照片';
      Promise.all(all.map(small)).then(function (files) {
        var t = new DataTransfer();
        files.forEach(function (f) { t.items.add(f); });
        input.files = t.files;
        if (out) out.textContent = files.length + ' 张照片可以上传，共 ' + Math.max(1, Math.round(files.reduce(function (n, f) { return n + f.size; }, 0) / 1000)) + ' KB';
      });
    });
  }

  function ready(root) {
    errors(root);
    $$('input[data-shrink]', root).forEach(shrink);
    $$('[data-when]', root).forEach(when);
    $$('.sa-clock', root).forEach(clock);
    $$('form[data-guard],form[data-autosave]', root).forEach(guard);
    if (root.matches && root.matches('form[data-guard],form[data-autosave]')) guard(root);
    $$('[data-open]', root).forEach(function (a) { if (!a.dataset.opened) { a.dataset.opened = '1'; window.open(a.dataset.open, '_blank', 'noopener'); } });
  }
  ready(document);
  if ($('[data-autoprint]')) {
    history.replaceState(null, '', location.pathname); /* 刷新不再打印 */
    addEventListener('load', function () { print(); });
  }
})();
