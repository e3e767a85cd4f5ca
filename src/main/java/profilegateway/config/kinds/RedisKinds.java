package profilegateway.config.kinds;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import profilegateway.config.RedisConfig;

/** Reads where Redis is, and the keys that seal what lies in it. Neither is ever shown: both hold secrets. */
public final class RedisKinds {
  public static final String URL =
      "redis://host:port, redis-sentinel://host:port,host:port/master or"
          + " redis-cluster://host:port,host:port, each with user:password@ where needed, and rediss for TLS";
  public static final String KEYS =
      "id:base64 of 32 bytes, with commas between several; ids of letters and digits";

  private static final Pattern FORM =
      Pattern.compile("(rediss?)(-sentinel|-cluster)?://([^@/]*@)?([^/@]+)(/.*)?");
  private static final Pattern KEY = Pattern.compile("([A-Za-z0-9]{1,32}):([A-Za-z0-9+/=_-]+)");
  private static final int KEY_BYTES = 32;

  private RedisKinds() {}

  /** The servers that a text names. */
  public static RedisConfig.Servers servers(String text) throws Refused {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new Refused(null, "is no address of Redis");
    }
    String kind = form.group(2) == null ? "" : form.group(2);
    String login = form.group(3) == null ? "" : form.group(3);
    String path = form.group(5) == null ? "" : form.group(5);
    if ((form.group(4) + path).matches(".*[?#].*")) {
      throw new Refused(null, "has a query or a fragment, which nobody would read");
    }
    List<String> urls = new ArrayList<>();
    for (String host : form.group(4).split(",", -1)) {
      urls.add(checked(form.group(1) + "://" + login + host + (kind.isEmpty() ? path : "")));
    }
    return switch (kind) {
      case "-sentinel" -> {
        if (path.length() < 2 || path.indexOf('/', 1) >= 0) {
          throw new Refused(null, "names no master for the sentinels");
        }
        yield new RedisConfig.Servers(urls, RedisConfig.Kind.SENTINEL, path.substring(1));
      }
      case "-cluster" -> new RedisConfig.Servers(urls, RedisConfig.Kind.CLUSTER, "");
      default -> {
        if (!path.matches("(/[0-9]{0,6})?")) {
          throw new Refused(null, "has a path that is not the number of a database");
        }
        if (urls.size() > 1) {
          throw new Refused(
              null, "names several servers, but neither redis-sentinel nor redis-cluster");
        }
        yield new RedisConfig.Servers(urls, RedisConfig.Kind.STANDALONE, "");
      }
    };
  }

  private static String checked(String url) throws Refused {
    try {
      URI read = new URI(url);
      if (read.getHost() == null) {
        throw new Refused(null, "names no host");
      }
      return url;
    } catch (URISyntaxException wrong) {
      throw new Refused(null, "is no address of Redis");
    }
  }

  /** The key ring that a text holds, the key that seals first. */
  public static List<RedisConfig.SealKey> keyRing(String text) throws Refused {
    List<RedisConfig.SealKey> ring = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String entry : text.split(",", -1)) {
      Matcher key = KEY.matcher(entry.strip());
      if (!key.matches()) {
        throw new Refused(null, "has an entry that is not id:key");
      }
      if (!ids.add(key.group(1))) {
        throw new Refused(null, "has two keys with one id");
      }
      ring.add(
          new RedisConfig.SealKey(key.group(1), new SecretKeySpec(bytes(key.group(2)), "AES")));
    }
    return List.copyOf(ring);
  }

  private static byte[] bytes(String base64) throws Refused {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException wrong) {
      throw new Refused(null, "has a key that is not base64");
    }
    if (bytes.length != KEY_BYTES) {
      throw new Refused(null, "has a key of " + bytes.length + " bytes instead of 32");
    }
    return bytes;
  }
}
