package profilegateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import profilegateway.testing.RawConnection.Response;

/**
 * A case of {@code hostile/framing.txt}, which describes their syntax.
 *
 * @param template bytes with placeholders
 * @param expected the correct results: the responses and the end of the connection. Each of several is correct
 * @param source sections of the RFC with the reason
 */
public record FramingCase(String name, String template, List<String> expected, String source) {
  private static final String FIRST = "first";
  private static final String SECOND = "second";

  /** All cases, in the order of the file. */
  public static List<FramingCase> all() {
    return Spec.read("../hostile/framing.txt").stream()
        .map(spec -> {
          String[] lines = spec.expected().split("\n", 2);
          return new FramingCase(
              spec.name(),
              spec.given(),
              List.of(lines[0].split(" or ")),
              lines.length == 2 ? lines[1] : "");
        })
        .toList();
  }

  /** Sends the case and a second request on one connection; the result in the words of the file. */
  public String send(TestedPort port) throws IOException {
    List<Response> responses = RawConnection.exchange(port.port(), bytes(port));
    String words = responses.stream().map(FramingCase::word).collect(Collectors.joining(" "));
    return words.endsWith("next") ? words : (words + " closed").strip();
  }

  /** The bytes of the case and of the second request. */
  public byte[] bytes(TestedPort port) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(RawHttp.raw(filled(port).replace("\n", "\r\n")));
    bytes.writeBytes(second());
    return bytes.toByteArray();
  }

  private static byte[] second() {
    return ("GET /second HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + SECOND
            + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String word(Response response) {
    if (response.id().equals(SECOND) && response.status() == 404) {
      return "next";
    }
    // What cannot be read as a request has an id that the gateway chose.
    boolean isFirst =
        response.status() == 100 || response.status() == 400 || response.id().equals(FIRST);
    return isFirst ? Integer.toString(response.status()) : response.status() + " " + response.id();
  }

  private String filled(TestedPort port) {
    String headers = "Host: localhost\n<fields>";
    return template
        .replace("<post>", "POST <post-path> HTTP/1.1\n" + headers)
        .replace("<post-1.0>", "POST <post-path> HTTP/1.0\nConnection: keep-alive\n" + headers)
        .replace("<get>", "GET <get-path> HTTP/1.1\n" + headers)
        .replace("<smuggled>", "GET <get-path> HTTP/1.1\nHost: localhost\nX-Request-Id: smuggled")
        .replace(
            "<fields>",
            port.credentials().replace("\r\n", "\n")
                + "Accept: application/json\nContent-Type: application/json\nX-Request-Id: "
                + FIRST)
        .replace("<post-path>", port.post())
        .replace("<get-path>", port.get())
        .replace("<chunk>", "1a\n<body>\n")
        .replace("<body>", port.body())
        .replace("<end>", "\n\n");
  }

  @Override
  public String toString() {
    return name;
  }
}
