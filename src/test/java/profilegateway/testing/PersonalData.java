package profilegateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What must stand in no log, metric or error: the identities, ids and attributes of the sandbox's shoppers, secrets, and every
 * token and key that a test has sent or got. What looks like any of these is looked for too.
 */
public final class PersonalData {
  /** Shorter values occur by chance. */
  private static final int SHORTEST = 6;

  private static final int SHORTEST_CREDENTIAL = 16;

  /** Values that are alike, and the fewest characters of a run that one has: most texts need not be searched for them. */
  private record Alike(Pattern form, int digits, int letters, String mark) {
    static Alike of(String form, int digits, int letters, String mark) {
      return new Alike(Pattern.compile(form), digits, letters, mark);
    }

    boolean mayBeIn(String text, Runs longest) {
      return longest.digits >= digits && longest.letters >= letters && text.contains(mark);
    }
  }

  private static final List<Alike> ALIKE = List.of(
      // a JWT
      Alike.of("eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}", 0, 13, "eyJ"),
      // a token of the sandbox
      Alike.of(
          "(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*[0-9])(?=[a-z0-9]*[A-Z_-])[A-Za-z0-9_-]{64}(?![A-Za-z0-9_-])",
          1,
          64,
          ""),
      // an API key
      Alike.of("pgk_[A-Za-z0-9_-]{20,}", 0, 24, "pgk_"),
      // an address
      Alike.of("[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\\.[a-z]{2,}", 0, 0, "@"),
      // an mpid, which has 16 digits or more but for a few
      Alike.of("(?<![A-Za-z0-9._-])-?[0-9]{16,19}(?![A-Za-z0-9._-])", 16, 0, ""),
      // one of a generated crowd
      Alike.of("\\b[po][0-9]{4}x[a-z]+", 4, 0, "x"));

  /** The longest run of digits in a text, and that of letters, digits, hyphens and underscores. */
  private record Runs(int digits, int letters) {
    static Runs of(String text) {
      int digits = 0;
      int letters = 0;
      int mostDigits = 0;
      int mostLetters = 0;
      for (int at = 0; at < text.length(); at++) {
        char next = text.charAt(at);
        boolean isDigit = next >= '0' && next <= '9';
        digits = isDigit ? digits + 1 : 0;
        mostDigits = Math.max(mostDigits, digits);
        boolean isLetter = isDigit
            || (next >= 'a' && next <= 'z')
            || (next >= 'A' && next <= 'Z')
            || next == '-'
            || next == '_';
        letters = isLetter ? letters + 1 : 0;
        mostLetters = Math.max(mostLetters, letters);
      }
      return new Runs(mostDigits, mostLetters);
    }
  }

  /** Attributes whose values are words that a log may have for other reasons. */
  private static final Set<String> ORDINARY = Set.of("female", "garden", "kitchen", "quotes");

  /** By their first letters, so that a text is searched for all of them in one go. */
  private static final Map<String, Set<String>> VALUES = new ConcurrentHashMap<>();

  /** One bit for what three letters that a value starts with are mixed to: most places of a text are none. */
  private static final AtomicIntegerArray STARTS = new AtomicIntegerArray(1 << 16);

  static {
    for (JsonNode shopper : read("/profilegateway/sandbox/shoppers.json")) {
      rememberAll(shopper.path("profile"));
    }
    remember("sandbox-secret");
  }

  private PersonalData() {}

  private static JsonNode read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(PersonalData.class.getResourceAsStream(resource), resource)) {
      return new JsonMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void rememberAll(JsonNode profile) {
    remember(profile.path("mpid").asText());
    for (String identities : List.of("user_identities", "device_identities")) {
      profile
          .path(identities)
          .forEach(identity -> remember(identity.path("value").asText()));
    }
    rememberTexts(profile.path("user_attributes"));
  }

  private static void rememberTexts(JsonNode json) {
    if (json.isTextual()) {
      remember(json.asText());
    }
    json.forEach(PersonalData::rememberTexts);
  }

  /** Has a value looked for from now on, such as a token. */
  public static void remember(String value) {
    if (value.length() >= SHORTEST && !ORDINARY.contains(value)) {
      VALUES
          .computeIfAbsent(value.substring(0, SHORTEST), start -> ConcurrentHashMap.newKeySet())
          .add(value);
      STARTS.set(mix(value, 0), 1);
    }
  }

  private static int mix(String text, int at) {
    return ((text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2)) & 0xffff;
  }

  /** Has the credentials of a request looked for: what stands in its headers, and is long enough to be one. */
  public static void rememberCredentials(HttpRequest request) {
    for (String header : List.of("Authorization", "X-API-Key")) {
      request.headers().allValues(header).stream()
          .map(value -> value.replaceFirst("(?i)^bearer +", "").strip())
          .filter(value -> value.length() >= SHORTEST_CREDENTIAL)
          .forEach(PersonalData::remember);
    }
  }

  /** How many values are looked for. */
  public static int size() {
    return VALUES.values().stream().mapToInt(Set::size).sum();
  }

  /** Digits of one number are in many others. */
  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  /** What of it is in a text. */
  public static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    Runs longest = Runs.of(text);
    for (Alike alike : ALIKE) {
      if (alike.mayBeIn(text, longest)) {
        alike.form.matcher(text).results().map(MatchResult::group).forEach(found::add);
      }
    }
    for (int at = 0; at + SHORTEST <= text.length(); at++) {
      if (STARTS.get(mix(text, at)) == 0) {
        continue;
      }
      Set<String> starting = VALUES.get(text.substring(at, at + SHORTEST));
      if (starting != null) {
        for (String value : starting) {
          if (text.startsWith(value, at) && standsAlone(text, at, at + value.length())) {
            found.add(value);
          }
        }
      }
    }
    return found;
  }
}
