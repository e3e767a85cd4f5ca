package profilegateway.cache.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Identity;
import profilegateway.profile.JsonNumber;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/** About how many bytes of memory things take. */
public final class MemorySize {
  private static final int ENTRY = 240;
  private static final int OBJECT = 32;
  private static final int TEXT = 48;

  private MemorySize() {}

  /** An entry of a cache: its key, and what is known. */
  static int of(ProfileReference key, Known known) {
    int weight = ENTRY;
    if (key instanceof Identity identity) {
      weight += text(identity.type()) + text(identity.value());
    }
    if (known instanceof Known.Held held) {
      for (PartCopy copy : held.copies().byPart().values()) {
        weight += 3 * OBJECT + content(copy.content());
      }
    }
    return weight;
  }

  private static int content(PartContent content) {
    if (content instanceof UserAttributes attributes) {
      return attributes(attributes.all());
    }
    if (content instanceof PartContent.Attribution attribution) {
      return json(attribution.json());
    }
    return ((PartContent.Listed) content)
        .entries().stream().mapToInt(MemorySize::entry).sum();
  }

  /** Each is held by its name as stored, and without regard to case. Names count in full: nobody knows how many share them. */
  private static int attributes(List<UserAttribute> attributes) {
    int weight = 0;
    for (UserAttribute attribute : attributes) {
      weight += 3 * OBJECT + 2 * text(attribute.name()) + json(attribute.json());
    }
    return weight;
  }

  private static int entry(Object entry) {
    if (entry instanceof AudienceMembership membership) {
      return 2 * OBJECT + text(membership.id()) + text(membership.name());
    }
    RawIdentity identity = (RawIdentity) entry;
    return OBJECT + text(identity.type()) + text(identity.encoding()) + text(identity.value());
  }

  private static int json(@Nullable Object json) {
    if (json instanceof String text) {
      return text(text);
    }
    if (json instanceof JsonNumber number) {
      return OBJECT + text(number.text());
    }
    if (json instanceof Map<?, ?> members) {
      return OBJECT + 2 * jsons(members.keySet()) + jsons(members.values());
    }
    return json instanceof Collection<?> items ? OBJECT + jsons(items) : 0;
  }

  private static int jsons(Collection<?> values) {
    int weight = 0;
    for (Object value : values) {
      weight += OBJECT / 4 + json(value);
    }
    return weight;
  }

  private static int text(String text) {
    return TEXT + text.length();
  }
}
