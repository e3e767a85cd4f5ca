package profilegateway.config.kinds;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kinds of values that say where something is on the network. */
public final class NetworkKinds {
  private static final Pattern HOST = Pattern.compile(
      "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
  private static final Pattern KUBERNETES_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

  private NetworkKinds() {}

  /** An address to listen on; whether it is one of this machine shows only when listening. */
  public static Kind<String> host() {
    return Kinds.matching(
        HOST,
        "is not a host name or an IP address",
        "a host name or an IP address, without a port");
  }

  public static Kind<Integer> port() {
    return Kind.one("0 to 65535; 0 takes a free one", text -> {
      if (isKubernetesLink(text)) {
        throw new Refused(
            text,
            "is what Kubernetes injects for a Service of the same name: set enableServiceLinks: false in the pod, or set the port there");
      }
      return Kinds.number(text, 0, 65535);
    });
  }

  /** Whether this is the value that Kubernetes gives to the variables of a Service's ports. */
  public static boolean isKubernetesLink(String text) {
    return KUBERNETES_LINK.matcher(text).matches();
  }

  /** An http(s) URL without user info, query and fragment; trailing slashes are removed. */
  public static Kind<URI> url() {
    return Kind.one(
        "an http or https URL without user info, query and fragment, such as https://api.mparticle.com",
        text -> read(text.replaceAll("/+$", ""), text, false));
  }

  /** The URL of a document, which may have a query. */
  public static Kind<URI> documentUrl() {
    return Kind.one("", text -> read(text, text, true));
  }

  private static URI read(String text, String written, boolean mayHaveQuery) throws Refused {
    // What stands before an @ may be a password: such a text is not quoted.
    String quoted = written.contains("@") ? null : written;
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new Refused(quoted, "is not a URL");
    }
    String wrong = wrong(url, mayHaveQuery);
    if (wrong != null) {
      throw new Refused(quoted, wrong);
    }
    return url;
  }

  private static @Nullable String wrong(URI url, boolean mayHaveQuery) {
    String scheme = url.getScheme();
    if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
      return "does not start with http:// or https://";
    }
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      return "has user info in it";
    }
    if (url.getHost() == null) {
      return "has no valid host";
    }
    if (url.getPort() > 65535) {
      return "has a port above 65535";
    }
    if (url.getRawQuery() != null && !mayHaveQuery) {
      return "has a query";
    }
    return url.getRawFragment() == null ? null : "has a fragment";
  }
}
