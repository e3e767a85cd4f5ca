package profilegateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests as bytes on one connection, and splits what comes back into responses until the other side ends the connection. */
public final class RawConnection {
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: ([0-9]+)$");
  private static final Pattern ID = Pattern.compile("(?im)^x-request-id: (.*)\r\n");
  private static final int TIMEOUT_MILLIS = 10_000;

  private RawConnection() {}

  /**
   * A response.
   *
   * @param id the value of {@code X-Request-Id}; empty where there is none
   * @param text head in lower case, without the id, and body
   */
  public record Response(int status, String id, String text) {}

  /** Sends all bytes at once. Fails where the connection stays open for 10 s, or ends within a response. */
  public static List<Response> exchange(int port, byte[] requests) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      try {
        socket.getOutputStream().write(requests);
      } catch (SocketException closedBefore) {
        // Responses that were sent before are read all the same.
      }
      return responses(read(socket.getInputStream()));
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[64 * 1024];
    try {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        all.write(some, 0, read);
      }
    } catch (SocketException reset) {
      // The other side closed before it read everything.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private static List<Response> responses(String text) {
    List<Response> responses = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int body = text.indexOf("\r\n\r\n", from) + 4;
      assertThat(body).as("end of a head in %s", text.substring(from)).isGreaterThan(from + 3);
      String head = text.substring(from, body);
      assertThat(head).startsWith("HTTP/1.");
      Matcher length = LENGTH.matcher(head.replace("\r", ""));
      int end = body + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      assertThat(end).as("end of %s", head).isLessThanOrEqualTo(text.length());
      Matcher id = ID.matcher(head);
      boolean hasId = id.find();
      responses.add(new Response(
          Integer.parseInt(head.substring(9, 12)),
          hasId ? id.group(1) : "",
          (hasId ? id.replaceFirst("") : head).toLowerCase(Locale.ROOT)
              + text.substring(body, end)));
      from = end;
    }
    return responses;
  }
}
