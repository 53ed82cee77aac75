package cn.yimen.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** 坏文件: each content under each false name and each false type. Made here, nothing dangerous is kept in the sources. */
final class BadFiles {

    record Bad(String kind, String name, String type, byte[] bytes) {}

    static final List<Bad> ALL = all();

    private BadFiles() {}

    private static List<Bad> all() {
        var contents = new LinkedHashMap<String, byte[]>();
        contents.put("empty", new byte[0]);
        contents.put("one byte", new byte[] {0});
        contents.put("text", ascii("hello"));
        contents.put("page", ascii("<!DOCTYPE html><" + Values.TAG + "><script>yimenHostile()</script>"));
        contents.put("vector", ascii("<svg xmlns='http://www.w3.org/2000/svg' onload='yimenHostile()'/>"));
        contents.put("program", bytes(ascii("MZ\u0000\u0003"), new byte[400]));
        contents.put("elf", bytes(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, new byte[200]));
        contents.put("script", ascii("#!/bin/sh\nid\n"));
        contents.put("jar", zip(Map.of("META-INF/MANIFEST.MF", ascii("Main-Class: A\n"))));
        contents.put("gif and script", ascii("GIF89a/*\u0001\u0001*/=1;yimenHostile();"));
        contents.put("png and page", bytes(png(1, 1), ascii("<script>yimenHostile()</script>")));
        contents.put("pdf and zip", bytes(ascii("%PDF-1.7\n"), zip(Map.of("a.txt", ascii("x")))));
        contents.put(
                "pdf with script",
                ascii(
                        "%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"));
        contents.put("pdf truncated", ascii("%PDF-1.7\n1 0 obj<</Type/Cat"));
        contents.put("pdf deep", ascii("%PDF-1.7\n1 0 obj" + "[".repeat(50_000)));
        contents.put("jpeg head", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0});
        contents.put(
                "jpeg vast",
                bytes(
                        new byte[] {
                            (byte) 0xff,
                            (byte) 0xd8,
                            (byte) 0xff,
                            (byte) 0xc0,
                            0,
                            17,
                            8,
                            (byte) 0xff,
                            (byte) 0xff,
                            (byte) 0xff,
                            (byte) 0xff,
                            3,
                            1,
                            0x11,
                            0,
                            2,
                            0x11,
                            1,
                            3,
                            0x11,
                            1
                        },
                        new byte[60]));
        contents.put("png", png(2, 2));
        contents.put("png vast", png(30_000, 30_000));
        contents.put("png lies", bytes(java.util.Arrays.copyOf(png(2, 2), 40), new byte[20]));
        contents.put("png truncated", java.util.Arrays.copyOf(png(40, 40), 50));
        contents.put("heic", bytes(new byte[] {0, 0, 0, 24}, ascii("ftypheic"), new byte[100]));
        contents.put("zip", zip(Map.of("a.txt", ascii("a"))));
        contents.put("zip truncated", java.util.Arrays.copyOf(zip(Map.of("a.txt", new byte[5000])), 60));
        contents.put("zip upwards", zip(Map.of("../../../evil.txt", ascii("a"))));
        contents.put("sheet", sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c></row>"));
        contents.put("sheet bomb", bomb(48));
        contents.put("sheet far cell", sheet("<row r=\"1048577\"><c r=\"XFE1048577\"><v>1</v></c></row>"));
        contents.put("sheet no string", sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>999999</v></c></row>"));
        contents.put(
                "sheet odd number",
                sheet(
                        "<row r=\"1\"><c r=\"A1\"><v>1e999999</v></c><c r=\"\"><v>x</v></c><c t=\"d\"><v>2026-99-99</v></c></row>"));
        contents.put(
                "sheet formula",
                sheet(
                        "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>HYPERLINK(\"http://evil.invalid\")</f><v>x</v></c></row>"));
        contents.put(
                "sheet entity",
                sheetRaw(
                        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>"));
        contents.put(
                "sheet laughs",
                sheetRaw(
                        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a0 \"ha\">" + laughs()
                                + "]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>&a12;</t></is></c></row></sheetData></worksheet>"));
        contents.put("sheet broken", sheetRaw("<worksheet><sheetData><row r=\"1\"><c"));
        contents.put(
                "old sheet",
                bytes(
                        new byte[] {
                            (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
                        },
                        new byte[600]));
        contents.put("table", utf8("姓名,身份证号,金额\n张三,520402198507120318,=1+1\n"));
        contents.put("table quote", utf8("姓名,身份证号\n\"张三,520402198507120318\n"));
        contents.put("table nul", utf8("姓名,身份证号\n张\u0000三,1\n"));
        contents.put("table utf-16", "姓名,身份证号\n张三,1\n".getBytes(StandardCharsets.UTF_16));
        contents.put("table gbk", "姓名,身份证号\n张三,1\n".getBytes(Charset.forName("GBK")));
        contents.put("table bytes", new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0x80, ',', (byte) 0xc0, '\n'});
        contents.put("table wide", utf8("a,".repeat(40_000) + "\n"));
        contents.put("table long", utf8("长".repeat(100_000) + ",b\n"));
        contents.put("table lines", utf8("\n".repeat(20_000)));
        contents.put("table heads", utf8("姓名,姓名,姓名\n张三,李四,王五\n"));
        var names = List.of("x.pdf", "x.jpg", "x.png", "x.csv", "x.xlsx");
        var types = List.of("application/pdf", "image/jpeg", "text/csv");
        var all = new ArrayList<Bad>();
        for (var content : contents.entrySet()) {
            for (var name : names) {
                for (var type : types) {
                    all.add(new Bad(content.getKey(), name, type, content.getValue()));
                }
            }
        }
        for (var name : List.of(
                "",
                " ",
                ".",
                "..",
                "../../x.jpg",
                "..\\..\\x.jpg",
                "/etc/passwd",
                "C:\\x.jpg",
                "x.jpg\u0000.exe",
                "x.php.jpg",
                "x.jpg.html",
                "x",
                ".jpg",
                "x.JPG",
                "x.jpg ",
                "x.jpg.",
                "x\u202egpj.exe",
                "CON.jpg",
                "x\r\nSet-Cookie: a=1.jpg",
                "\"><" + Values.TAG + ">.jpg",
                "${913*877}.jpg",
                "'; drop table a;--.jpg",
                "=1+1.csv",
                "x".repeat(300) + ".jpg",
                "长".repeat(10_000) + ".jpg",
                "a/b/c.jpg",
                "x.svg",
                "x.html",
                "x.exe",
                "x.zip",
                "😀.png",
                "\ud800.png",
                "x.jpg;y.exe",
                "%2e%2e%2fx.jpg",
                "x\tx.jpg")) {
            for (var content : List.of("png", "page", "empty")) {
                all.add(new Bad("name " + content, name, "image/png", contents.get(content)));
            }
        }
        for (var type : List.of(
                "",
                "text/html",
                "image/svg+xml",
                "application/x-msdownload",
                "multipart/form-data",
                "a",
                "*/*",
                "image/png; charset=utf-7",
                "x".repeat(2_000))) {
            all.add(new Bad("type", "x.png", type.isEmpty() ? "application/octet-stream" : type, contents.get("png")));
        }
        return List.copyOf(all);
    }

    private static String laughs() {
        var out = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            out.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return out.toString();
    }

    private static byte[] sheet(String rows) {
        return sheetRaw(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                        + rows + "</sheetData></worksheet>");
    }

    private static byte[] sheetRaw(String sheet) {
        return workbook(utf8(sheet), 0);
    }

    /** A sheet that grows to so many megabytes. */
    private static byte[] bomb(int megabytes) {
        return workbook(
                utf8(
                        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"),
                megabytes);
    }

    private static byte[] workbook(byte[] sheet, int megabytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            put(
                    zip,
                    "[Content_Types].xml",
                    utf8(
                            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"));
            put(
                    zip,
                    "_rels/.rels",
                    utf8(
                            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
            put(
                    zip,
                    "xl/workbook.xml",
                    utf8(
                            "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"));
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    utf8(
                            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"));
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(sheet);
            var block = new byte[1 << 20];
            java.util.Arrays.fill(block, (byte) 'a');
            for (int i = 0; i < megabytes; i++) {
                zip.write(block);
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A picture of so many black points; 30,000 by 30,000 of them are a hundred kilobytes here and gigabytes unpacked. */
    static byte[] png(int width, int height) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(out, "IHDR", bytes(four(width), four(height), new byte[] {1, 0, 0, 0, 0}));
        var data = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED))) {
            var row = new byte[1 + (width + 7) / 8];
            for (int i = 0; i < height; i++) {
                deflated.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        out.writeBytes(four(data.length));
        var body = bytes(ascii(type), data);
        out.writeBytes(body);
        var crc = new CRC32();
        crc.update(body);
        out.writeBytes(four((int) crc.getValue()));
    }

    private static byte[] four(int value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    private static byte[] bytes(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
