/* What EveryPageTest asks a page: measured in the page itself, so that one question is one round trip. */
(function () {
  'use strict';
  var CONTROLS = 'a[href],area[href],button,input:not([type=hidden]),select,textarea,details>summary,[tabindex="0"],iframe,'
    + 'audio[controls],video[controls],[contenteditable=true]';
  var all = function (s, r) { return Array.prototype.slice.call((r || document).querySelectorAll(s)); };

  function visible(el) {
    return el.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }) && el.getClientRects().length > 0;
  }

  /* a control as a person would name it */
  function named(el) {
    var words = (el.getAttribute('aria-label') || el.innerText || el.name || '').trim().replace(/\s+/g, ' ').slice(0, 24);
    return el.tagName.toLowerCase() + (el.id ? '#' + el.id : el.className && typeof el.className === 'string'
      ? '.' + el.className.trim().split(/\s+/)[0] : '') + '「' + words + '」';
  }

  function wide() {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  }

  /* how much of the window is taken by what does not scroll away */
  function stuck() {
    var taken = all('body *').filter(function (el) {
      var at = getComputedStyle(el).position;
      return (at === 'fixed' || at === 'sticky') && visible(el) && el.offsetWidth > innerWidth / 2;
    }).reduce(function (sum, el) { return sum + el.offsetHeight; }, 0);
    return taken > innerHeight / 2 ? Math.round(100 * taken / innerHeight) : 0;
  }

  /* lights, labels and marks without words; anything in a colour of limits with no word near it */
  function speechless() {
    var colours = {};
    ['--sa-red', '--sa-amber', '--sa-amber-glyph', '--sa-green'].forEach(function (name) {
      var probe = document.createElement('i');
      probe.style.color = 'var(' + name + ')';
      document.body.appendChild(probe);
      colours[getComputedStyle(probe).color] = name;
      probe.remove();
    });
    var mute = function (el) { return !(el.innerText || '').trim() && !(el.textContent || '').trim(); };
    var found = all('.sa-light,.sa-tag,.sa-mark,.sa-due').filter(visible).filter(mute);
    all('svg,i,span,td,div,progress').filter(visible).forEach(function (el) {
      var style = getComputedStyle(el);
      var ground = colours[style.backgroundColor], glyph = el.tagName.toLowerCase() === 'svg' && colours[style.color];
      if (!ground && !glyph) return;
      for (var up = el, n = 0; up && n < 4; up = up.parentElement, n++) if (!mute(up)) return;
      found.push(el);
    });
    return found.map(named);
  }

  /* what may scroll sideways and holds nothing the keyboard can reach: whether it scrolls today depends on its rows */
  function stranded() {
    return all('.sa-scroll').filter(visible).filter(function (el) {
      return el.querySelector('table,ol,pre') // a sentence breaks its line instead
        && !el.matches('[tabindex="0"]') && !all(CONTROLS, el).some(visible);
    }).map(function (el) { return named(el) + (el.innerText || '').trim().replace(/\s+/g, ' ').slice(0, 24); });
  }

  /* the bricks a page is made of: a page with no new brick looks like one of its kind that was already examined */
  function bricks() {
    var seen = {};
    all('body *').forEach(function (el) {
      seen[el.tagName.toLowerCase() + (el.type ? '[' + el.type + ']' : '')] = 1;
      el.classList.forEach(function (name) { if (/^sa-/.test(name)) seen[name.replace(/--.*/, '')] = 1; });
    });
    return Object.keys(seen);
  }

  function links() {
    return all('a[href]').filter(function (a) {
      return a.origin === location.origin && !a.hasAttribute('download');
    }).map(function (a) { return a.pathname + a.search; });
  }

  /* --- the walk by Tab ------------------------------------------------------------------------------------------ */
  var stops, order, faults, start;

  function place(el) {
    var r = el.getClientRects()[0];
    return { left: r.left, right: r.right, top: r.top + scrollY, bottom: r.bottom + scrollY };
  }
  function floating(el) {
    for (; el && el !== document.body; el = el.parentElement) {
      var at = getComputedStyle(el).position;
      if (at === 'fixed' || at === 'sticky') return el;
    }
    return null;
  }
  function hidden(el) { // kept for readers, drawn by its neighbour
    var r = el.getBoundingClientRect();
    return r.width < 3 || r.height < 3 || getComputedStyle(el).opacity === '0';
  }

  function begin() {
    order = []; faults = [];
    var groups = {};
    stops = all(CONTROLS).filter(visible).filter(function (el) {
      if (el.matches(':disabled') || el.closest('[inert]') || el.matches('[tabindex="-1"][aria-hidden=true]')) return false;
      if (el.type !== 'radio') return true;
      var group = (el.form ? all('form').indexOf(el.form) : '-') + ' ' + el.name;
      if (groups[group]) {
        if (el.checked) groups[group].push(el);
        return false;
      }
      groups[group] = [el];
      return true;
    }).map(function (el) { // the one of a group that Tab reaches is the chosen one
      if (el.type !== 'radio') return el;
      var group = (el.form ? all('form').indexOf(el.form) : '-') + ' ' + el.name;
      return groups[group].filter(function (one) { return one.checked; })[0] || el;
    });
    for (var i = 1; i < stops.length; i++) {
      if (hidden(stops[i]) || hidden(stops[i - 1]) || floating(stops[i]) || floating(stops[i - 1])) continue;
      var a = place(stops[i - 1]), b = place(stops[i]);
      if (b.bottom <= a.top && b.left < a.right - 1) {
        faults.push('reading order: ' + named(stops[i]) + ' stands above ' + named(stops[i - 1]) + ' and comes after it');
      }
    }
    start = document.createElement('span');
    start.tabIndex = -1;
    document.body.insertBefore(start, document.body.firstChild);
    start.focus();
    document.addEventListener('keydown', leaving, true);
    return stops.length;
  }

  function leaving(e) {
    if (e.key === 'Tab') note(document.activeElement);
  }
  function note(el) {
    if (!el || el === document.body || el === start) return;
    var at = stops.indexOf(el);
    if (at < 0 || order.indexOf(at) >= 0) return;
    order.push(at);
    var drawn = [el, el.nextElementSibling, el.closest('label'), el.parentElement, el.id && document.querySelector('label[for="' + CSS.escape(el.id) + '"]')];
    if (!drawn.some(function (one) {
      if (!one) return false;
      var style = getComputedStyle(one);
      return style.outlineStyle !== 'none' && (style.outlineStyle === 'auto' || parseFloat(style.outlineWidth) >= 2);
    })) faults.push('focus is not seen on ' + named(el));
    if (hidden(el)) return;
    var r = el.getClientRects()[0];
    if (r.bottom <= 0 || r.top >= innerHeight) { faults.push('focus is out of sight on ' + named(el)); return; }
    var top = Math.max(r.top, 0), bottom = Math.min(r.bottom, innerHeight);
    var x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 2), over = null;
    var covered = [0.1, 0.5, 0.9].every(function (part) { // hidden as a whole, not only an edge of it
      var there = document.elementFromPoint(x, Math.min(top + (bottom - top) * part, innerHeight - 1));
      over = there && floating(there);
      return over && there !== el && !el.contains(there) && !over.contains(el);
    });
    if (covered) faults.push('focus is covered on ' + named(el) + ' by ' + named(over));
  }

  function missing() {
    return stops.length - order.length - (stops.indexOf(document.activeElement) >= 0 && order.indexOf(stops.indexOf(document.activeElement)) < 0 ? 1 : 0);
  }

  function walked() {
    note(document.activeElement);
    document.removeEventListener('keydown', leaving, true);
    start.remove();
    stops.forEach(function (el, at) { if (order.indexOf(at) < 0) faults.push('Tab does not reach ' + named(el)); });
    for (var i = 1; i < order.length; i++) {
      if (order[i] < order[i - 1]) faults.push('Tab goes back to ' + named(stops[order[i]]));
    }
    return faults;
  }

  window.yimenLook = { wide: wide, stuck: stuck, speechless: speechless, stranded: stranded, bricks: bricks, links: links, begin: begin, missing: missing, walked: walked };
})();
