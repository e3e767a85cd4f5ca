package profilegateway.upstream.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Copy;
import profilegateway.profile.JsonNumber;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartLookup;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/** Reads one part of the record. Null, absent and empty are alike; anything but the documented shape is a wrong type. */
final class PartReader {
  private static final int MOST_DIGITS = 19;

  private PartReader() {}

  /** The part that {@code json} holds, or that it could not be had. */
  static PartLookup read(Part part, @Nullable Object json, Copy copy) {
    try {
      return new PartLookup.Had(content(part, json), copy);
    } catch (WrongType unreadable) {
      return new PartLookup.Missing(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
    }
  }

  private static PartContent content(Part part, @Nullable Object json) throws WrongType {
    return switch (part) {
      case USER_ATTRIBUTES -> attributes(json);
      case AUDIENCE_MEMBERSHIPS ->
        new PartContent.AudienceMemberships(each(json, PartReader::membership));
      case USER_IDENTITIES -> new PartContent.UserIdentities(each(json, PartReader::identity));
      case DEVICE_IDENTITIES -> new PartContent.DeviceIdentities(each(json, PartReader::identity));
      case ATTRIBUTION -> new PartContent.Attribution(json);
    };
  }

  private static UserAttributes attributes(@Nullable Object json) throws WrongType {
    if (json == null) {
      return new UserAttributes(List.of());
    }
    List<UserAttribute> attributes = new ArrayList<>();
    object(json).forEach((name, value) -> attributes.add(new UserAttribute(name, value)));
    return new UserAttributes(attributes);
  }

  private static PartContent.AudienceMembership membership(Map<String, @Nullable Object> entry)
      throws WrongType {
    Long id = integer(entry.get("audience_id"));
    if (id == null) {
      throw new WrongType();
    }
    return new PartContent.AudienceMembership(
        Long.toString(id),
        text(entry.get("audience_name"), ""),
        end(integer(entry.get("expiration_timestamp_ms"))));
  }

  /** Null for no end, and for one so far off that it has no RFC 3339 form. */
  private static @Nullable Instant end(@Nullable Long millis) {
    return millis == null || millis > ProfileDecoder.LATEST
        ? null
        : Instant.ofEpochMilli(Math.max(millis, ProfileDecoder.EARLIEST));
  }

  private static PartContent.RawIdentity identity(Map<String, @Nullable Object> entry)
      throws WrongType {
    Object value = entry.get("value");
    if (value == null) {
      throw new WrongType();
    }
    return new PartContent.RawIdentity(
        text(entry.get("type"), "unknown"), text(entry.get("encoding"), "none"), text(value, ""));
  }

  private static <T> List<T> each(@Nullable Object json, EntryReader<T> reader) throws WrongType {
    if (json == null) {
      return List.of();
    }
    if (!(json instanceof List<?> entries)) {
      throw new WrongType();
    }
    List<T> read = new ArrayList<>(entries.size());
    for (Object entry : entries) {
      read.add(reader.read(object(entry)));
    }
    return List.copyOf(read);
  }

  @SuppressWarnings("unchecked") // objects are made by ResponseJson alone
  private static Map<String, @Nullable Object> object(@Nullable Object json) throws WrongType {
    if (json instanceof Map<?, ?> members) {
      return (Map<String, @Nullable Object>) members;
    }
    throw new WrongType();
  }

  private static String text(@Nullable Object json, String whenNull) throws WrongType {
    if (json == null) {
      return whenNull;
    }
    if (json instanceof String || json instanceof JsonNumber) {
      return UserAttribute.text(json);
    }
    throw new WrongType();
  }

  /** A number, or its digits as text, which an older API sent; null for null. */
  private static @Nullable Long integer(@Nullable Object json) throws WrongType {
    if (json == null) {
      return null;
    }
    try {
      String digits = text(json, "");
      if (!isInteger(digits)) {
        throw new WrongType();
      }
      return Long.parseLong(digits);
    } catch (NumberFormatException notAnInteger) {
      throw new WrongType();
    }
  }

  private static boolean isInteger(String text) {
    int begin = text.startsWith("-") ? 1 : 0;
    for (int i = begin; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > begin && text.length() <= begin + MOST_DIGITS;
  }

  private interface EntryReader<T> {
    T read(Map<String, @Nullable Object> entry) throws WrongType;
  }

  private static final class WrongType extends Exception {
    WrongType() {
      super("wrong type", null, false, false);
    }
  }
}
