package cn.yimen.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** 页面相册: pictures of all pages with an index by role, for a person to leaf through. */
final class Pictures {

    private record Picture(String role, String kind, String title, int width, String file) {}

    private final Path folder;
    private final List<Picture> taken = new ArrayList<>();

    Pictures(Path folder) {
        this.folder = folder;
    }

    /** The whole page as it stands; one that looks like what another role saw is shown by that picture. */
    void take(Page page, String role, String kind, boolean looksNew, int width) {
        var title = page.title().replaceAll(" - 一门$", "");
        if (!looksNew) {
            synchronized (taken) {
                var same = taken.stream()
                        .filter(picture -> picture.kind().equals(kind) && picture.width() == width)
                        .findFirst();
                if (same.isPresent()) {
                    taken.add(new Picture(role, kind, title, width, same.get().file()));
                    return;
                }
            }
        }
        page.setViewportSize(width, width == 390 ? 844 : 768);
        var name = role + "/" + ("page" + kind).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "") + "-" + width
                + ".jpg";
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setType(ScreenshotType.JPEG)
                .setQuality(60)
                .setPath(folder.resolve(name)));
        synchronized (taken) {
            taken.add(new Picture(role, kind, title, width, name));
        }
    }

    /** Writes the index; whatever journeys have left beside it is shown at the end. */
    Path index(String summary, List<String> notReached) throws IOException {
        var html = new StringBuilder("""
                <!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>一门 · 页面相册</title><style>
                body { font: 15px/1.6 sans-serif; margin: 24px; color: #1b2430 } nav a { margin-right: 12px }
                .all { display: flex; flex-wrap: wrap; gap: 16px } figure { margin: 0; width: 320px } figure.n { width: 150px }
                img { width: 100%; height: 260px; object-fit: cover; object-position: top; border: 1px solid #d6dce4 }
                figcaption { overflow-wrap: anywhere; font-size: 13px }</style><h1>一门 · 页面相册</h1>
                """);
        html.append("<p>").append(summary).append("</p><nav>");
        synchronized (taken) {
            var roles = taken.stream()
                    .map(Picture::role)
                    .distinct()
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
            roles.forEach(role -> html.append("<a href=\"#")
                    .append(role)
                    .append("\">")
                    .append(role)
                    .append("</a>"));
            html.append("<a href=\"#journeys\">办事过程</a></nav>");
            for (var role : roles) {
                html.append("<h2 id=\"").append(role).append("\">").append(role).append("</h2><div class=\"all\">");
                taken.stream()
                        .filter(picture -> picture.role().equals(role))
                        .forEach(picture -> figure(
                                html,
                                picture.file(),
                                picture.width(),
                                picture.title() + " " + picture.kind() + (picture.width() == 390 ? " 手机" : "")));
                html.append("</div>");
            }
        }
        html.append("<h2 id=\"journeys\">办事过程</h2><div class=\"all\">");
        try (var files = Files.list(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".png"))
                    .sorted()
                    .forEach(file -> figure(html, file, file.contains("390") ? 390 : 1366, file));
        }
        html.append("</div><h2>链接到不了的地址（提交之后的页、纸质文书、脚本的问答）</h2><ul>");
        notReached.forEach(address ->
                html.append("<li>").append(HtmlUtils.htmlEscape(address)).append("</li>"));
        var index = folder.resolve("index.html");
        try {
            return Files.writeString(index, html.append("</ul></html>\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void figure(StringBuilder html, String file, int width, String words) {
        html.append("<figure")
                .append(width == 390 ? " class=\"n\"" : "")
                .append("><a href=\"")
                .append(file)
                .append("\"><img loading=\"lazy\" alt=\"\" src=\"")
                .append(file)
                .append("\"></a><figcaption>")
                .append(HtmlUtils.htmlEscape(words))
                .append("</figcaption></figure>");
    }
}
