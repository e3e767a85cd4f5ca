package profilegateway.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.profiles.Profiles;
import profilegateway.sandbox.wire.Json;

/** What {@code fields} can ask for, in canonical order. */
enum Part {
  DEVICE_IDENTITIES,
  USER_IDENTITIES,
  USER_ATTRIBUTES,
  AUDIENCE_MEMBERSHIPS,
  ATTRIBUTION,
  PARTNER_IDENTITIES;

  private static final Set<String> WORDS =
      Arrays.stream(values()).map(Part::word).collect(Collectors.toUnmodifiableSet());

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The parts that the words name, or null when one is no part, or there is none. */
  static @Nullable Set<Part> read(List<String> words) {
    if (words.isEmpty() || !WORDS.containsAll(words)) {
      return null;
    }
    Set<Part> parts = EnumSet.noneOf(Part.class);
    words.forEach(word -> parts.add(valueOf(word.toUpperCase(Locale.ROOT))));
    return parts;
  }

  static String join(Set<Part> parts) {
    return parts.stream().map(Part::word).collect(Collectors.joining(","));
  }

  static String all() {
    return join(EnumSet.allOf(Part.class));
  }

  /** The record as it is answered: its head, and those of its parts that were asked for. */
  static ObjectNode pick(ObjectNode profile, Set<Part> parts) {
    Set<String> asked = parts.stream().map(Part::word).collect(Collectors.toSet());
    ObjectNode answer = Json.object();
    for (String member : Profiles.MEMBERS) {
      JsonNode value = profile.get(member);
      if (value != null && (!WORDS.contains(member) || asked.contains(member))) {
        answer.set(member, value);
      }
    }
    if (parts.contains(PARTNER_IDENTITIES)) {
      answer.putArray(PARTNER_IDENTITIES.word());
    }
    return answer;
  }
}
