package profilegateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token says (RFC 7519, section 4), each in the one form it may have. */
final class Claims {
  /** The year 9999, the last that an {@link Instant} has a usual form for. */
  private static final double LAST_SECOND = 253_402_300_799d;

  private static final int LONGEST_TEXT = 1000;

  private final JsonNode json;

  Claims(JsonNode json) {
    this.json = json;
  }

  boolean has(String name) {
    return !isAbsent(json.path(name));
  }

  /** Text that is not empty. */
  Optional<String> text(String name) throws Refusal {
    JsonNode claim = json.path(name);
    return isAbsent(claim) ? Optional.empty() : Optional.of(text(claim));
  }

  /** Seconds since 1970. */
  Optional<Instant> time(String name) throws Refusal {
    JsonNode claim = json.path(name);
    if (isAbsent(claim)) {
      return Optional.empty();
    }
    double seconds = claim.doubleValue();
    if (!claim.isNumber() || !(seconds > 0) || seconds > LAST_SECOND) {
      throw wrong();
    }
    return Optional.of(Instant.ofEpochSecond((long) seconds));
  }

  /** A text, or a list of texts. */
  List<String> texts(String name) throws Refusal {
    JsonNode claim = json.path(name);
    if (isAbsent(claim)) {
      return List.of();
    }
    if (!claim.isArray()) {
      return List.of(text(claim));
    }
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode entry : claim) {
      texts.add(text(entry));
    }
    return List.copyOf(texts);
  }

  /** Words with blanks between them, or a list of words. */
  Set<String> words(String name) throws Refusal {
    JsonNode claim = json.path(name);
    if (claim.isTextual()) {
      return Arrays.stream(claim.textValue().split(" ", -1))
          .filter(word -> !word.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    }
    if (!isAbsent(claim) && !claim.isArray()) {
      throw wrong();
    }
    return Set.copyOf(texts(name));
  }

  private static boolean isAbsent(JsonNode claim) {
    return claim.isMissingNode() || claim.isNull();
  }

  private static String text(JsonNode claim) throws Refusal {
    String text = claim.textValue();
    if (text == null || text.isEmpty() || text.length() > LONGEST_TEXT || !isPlain(text)) {
      throw wrong();
    }
    return text;
  }

  /** Half a character, or one that controls, would be another text to whoever reads it next. */
  private static boolean isPlain(String text) {
    return text.codePoints()
        .noneMatch(character -> Character.isISOControl(character)
            || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE));
  }

  static Refusal wrong() {
    return new Refusal(Refusal.Reason.CLAIMS);
  }
}
