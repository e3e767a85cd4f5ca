package profilegateway.config;

import java.util.List;

/** Where something that listens can be reached from this machine. */
public final class HttpAddress {
  static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost");

  private HttpAddress() {}

  /** The URL, without a trailing slash, of what listens on this address and port. */
  public static String url(String host, int port) {
    return "http://" + reachable(host) + ":" + port;
  }

  /** Whether nobody but this machine can reach it. */
  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.replaceAll("[\\[\\]]", ""));
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
