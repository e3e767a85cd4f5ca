package profilegateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request from {@code hostile/requests.txt}, which says how they are written, and what came of it. */
public record HostileRequest(String name, String given, List<String> wanted) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern REPEATED = Pattern.compile("«([^«»]*)\\*([0-9]+)»");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");
  private static final String HEAD =
      "POST /graphql\nContent-Type: application/json\nAccept: application/graphql-response+json\n\n";

  /** All of them. */
  public static List<HostileRequest> all() {
    return Spec.read("../hostile/requests.txt").stream()
        .map(spec -> new HostileRequest(
            spec.name(), spec.given(), List.of(spec.expected().split(" or "))))
        .toList();
  }

  /** What came: the whole text, and what it is in the words of the file. */
  public record Outcome(String text, String summary) {}

  /** Sends it, and reads until there is a whole answer, or none will come. */
  public Outcome send(int port, int patienceMillis) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(patienceMillis);
      String text = exchange(socket);
      return new Outcome(text, summary(text.replaceFirst("^HTTP/1.1 100 Continue\r\n\r\n", "")));
    }
  }

  private String exchange(Socket socket) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(bytes());
      socket.getOutputStream().flush();
    } catch (SocketException refusedHalfWay) {
      // What was answered before may be there all the same.
    }
    try {
      InputStream in = socket.getInputStream();
      byte[] some = new byte[8192];
      int read = in.read(some);
      while (read >= 0) {
        answer.write(some, 0, read);
        if (isWhole(answer.toString(StandardCharsets.UTF_8))) {
          break;
        }
        read = in.read(some);
      }
    } catch (SocketException reset) {
      // As good as closed.
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWhole(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(answer.substring(0, end));
    int body = answer.substring(end + 4).getBytes(StandardCharsets.UTF_8).length;
    return length.find() && body >= Integer.parseInt(length.group(1));
  }

  /** Whether the gateway has to wait for the rest of it. */
  public boolean waits() {
    return wanted.stream().anyMatch(want -> want.equals("closed") || want.startsWith("408"));
  }

  /** The bytes that are sent. */
  public byte[] bytes() {
    String written = repeated(given);
    if (written.startsWith("raw\n") || written.equals("raw")) {
      String lines = written.equals("raw") ? "" : written.substring(4);
      return RawHttp.raw(lines.replace("\n", "\r\n"));
    }
    if (written.startsWith("json\n")) {
      return RawHttp.bytes(HEAD + written.substring(5));
    }
    if (written.startsWith("query\n")) {
      return RawHttp.bytes(
          HEAD + TestGateway.body(RawHttp.repeated(written.substring(6)), Map.of()));
    }
    return RawHttp.bytes(written);
  }

  private static String repeated(String text) {
    String expanded = text;
    Matcher found = REPEATED.matcher(expanded);
    while (found.find()) {
      StringBuilder times = new StringBuilder();
      for (int i = 1; i <= Integer.parseInt(found.group(2)); i++) {
        times.append(found.group(1).replace("§§", "" + (i + 1)).replace("§", "" + i));
      }
      expanded = expanded.substring(0, found.start()) + times + expanded.substring(found.end());
      found = REPEATED.matcher(expanded);
    }
    return expanded;
  }

  private static String summary(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return answer.isEmpty() ? "closed" : "cut off";
    }
    String status = answer.split(" ", 3)[1];
    int length = LENGTH
        .matcher(answer.substring(0, end))
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElse(Integer.MAX_VALUE);
    byte[] body = answer.substring(end + 4).getBytes(StandardCharsets.UTF_8);
    String what = what(new String(body, 0, Math.min(length, body.length), StandardCharsets.UTF_8));
    return what.isEmpty() ? status : status + " " + what;
  }

  private static String what(String body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException none) {
      return "no JSON";
    }
    TreeSet<String> codes = new TreeSet<>();
    boolean hasData = false;
    for (JsonNode member : json.isArray() ? json : List.of(json)) {
      hasData |= member.path("data").isObject();
      member
          .path("errors")
          .forEach(error -> codes.add(error.at("/extensions/code").asText()));
    }
    String all = String.join("+", codes);
    if (codes.isEmpty()) {
      return hasData ? "data" : "";
    }
    return json.isArray() && hasData ? "data+" + all : all;
  }

  @Override
  public String toString() {
    return name;
  }
}
