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

  private static final Pattern ALIKE = Pattern.compile(
      // a JWT; a token of the sandbox; an API key; an address; an mpid, which has 16 digits or more
      // but for a few; one of a
      // generated crowd
      "eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"
          + "|(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*[0-9])(?=[a-z0-9]*[A-Z_-])[A-Za-z0-9_-]{64}(?![A-Za-z0-9_-])"
          + "|pgk_[A-Za-z0-9_-]{20,}"
          + "|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\\.[a-z]{2,}"
          + "|(?<![A-Za-z0-9._-])-?[0-9]{16,19}(?![A-Za-z0-9._-])|\\b[po][0-9]{4}x[a-z]+");

  /** Attributes whose values are words that a log may have for other reasons. */
  private static final Set<String> ORDINARY = Set.of("female", "garden", "kitchen", "quotes");

  /** By their first letters, so that a text is searched for all of them in one go. */
  private static final Map<String, Set<String>> VALUES = new ConcurrentHashMap<>();

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
    }
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
    List<String> found =
        new ArrayList<>(ALIKE.matcher(text).results().map(MatchResult::group).toList());
    for (int at = 0; at + SHORTEST <= text.length(); at++) {
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
