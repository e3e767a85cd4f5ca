package profilegateway.config;

import java.util.List;
import java.util.regex.Pattern;

/** Where something that listens can be reached from this machine. */
public final class HttpAddress {
  public static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost");
  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private HttpAddress() {}

  /** The URL, without a trailing slash, of what listens on this address and port. */
  public static String url(String host, int port) {
    return "http://" + reachable(host) + ":" + port;
  }

  /** Whether nobody but this machine can reach it. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.replaceAll("[\\[\\]]", ""))
        || LOOPBACK_V4.matcher(host).matches();
  }

  private static String reachable(String host) {
    if (host.equals("0.0.0.0")) {
      return "127.0.0.1";
    }
    if (host.equals("::")) {
      return "[::1]";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
