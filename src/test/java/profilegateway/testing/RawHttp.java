package profilegateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests as they are written, well-formed or not, one a connection. */
public final class RawHttp {
  private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*([0-9]+)\\}");
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");
  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /** An answer; the headers are as they were sent. */
  public record Answer(String statusLine, List<String> headers, String body) {
    /** The status code; the whole line where none was sent. */
    public String status() {
      return statusLine.startsWith("HTTP/") ? statusLine.split(" ", 3)[1] : statusLine;
    }

    /** The header of that name, or {@code (none)}. */
    public String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
          .map(header -> header.substring(start.length()).strip())
          .findFirst()
          .orElse("(none)");
    }
  }

  /** Sends a request as a spec has it, and reads until the other side ends the connection. */
  public static Answer send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(bytes(request));
      socket.getOutputStream().flush();
      return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer("(no answer)", List.of(), text);
    }
    List<String> head = text.substring(0, end).lines().toList();
    Answer answer = new Answer(head.get(0), head.subList(1, head.size()), text.substring(end + 4));
    SearchedRun.search(answer.headers().toString(), answer.body());
    return answer;
  }

  static byte[] bytes(String request) {
    String[] parts = request.split("\n\n", 2);
    List<String> head = new ArrayList<>(parts[0].lines().toList());
    byte[] body = raw(parts.length == 2 ? parts[1] : "");
    if (head.get(0).matches("[A-Z]+ /[^ ]*")) {
      head.set(0, head.get(0) + " HTTP/1.1");
    }
    addUnlessThere(head, "Host: localhost");
    addUnlessThere(head, "Connection: close");
    if (parts.length == 2 && !isThere(head, "Transfer-Encoding")) {
      addUnlessThere(head, "Content-Length: " + body.length);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(raw(String.join("\r\n", head) + "\r\n\r\n"));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static void addUnlessThere(List<String> head, String header) {
    if (!isThere(head, header.substring(0, header.indexOf(':')))) {
      head.add(header);
    }
  }

  private static boolean isThere(List<String> head, String name) {
    return head.stream().anyMatch(header -> header.startsWith(name + ":"));
  }

  /** The text with each {@code {x*20000}} as that many characters. */
  static String repeated(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
  }

  /** The bytes of a text as specs write it. */
  static byte[] raw(String text) {
    String repeated = repeated(text);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    for (MatchResult found : BYTE.matcher(repeated).results().toList()) {
      bytes.writeBytes(repeated.substring(from, found.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(found.group(1), 16));
      from = found.end();
    }
    bytes.writeBytes(repeated.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
