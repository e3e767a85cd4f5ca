package profilegateway.upstream.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.upstream.json.ResponseJson;

/**
 * Reads one answer of the Profile API (the record). A part or a field of the head whose type is wrong is missing by
 * itself; an answer that is not one JSON object with an mpid is no profile at all.
 */
final class ProfileDecoder {
  private static final Map<String, Part> PARTS_BY_NAME = Arrays.stream(Part.values())
      .collect(Collectors.toUnmodifiableMap(Part::wireName, Function.identity()));

  /** Beyond these a time has no RFC 3339 form. */
  static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();

  static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final Parts asked;
  private final Copy copy;
  private final Set<String> seen = new HashSet<>();
  private final Map<Part, PartLookup> parts = new EnumMap<>(Part.class);
  private final Set<Head.Field> unreadable = EnumSet.noneOf(Head.Field.class);
  private @Nullable Mpid mpid;
  private @Nullable Instant createdAt;
  private @Nullable Instant lastStoredAt;
  private @Nullable Boolean optedOut;
  private @Nullable Boolean adTrackingLimited;

  private ProfileDecoder(Parts asked, Copy copy) {
    this.asked = asked;
    this.copy = copy;
  }

  /**
   * Decodes a body.
   *
   * @param asked the parts asked for: one that the answer lacks is empty, others in the answer are passed over
   * @param copy what the profile and its parts are marked with
   * @throws IOException when the body is no such record; says nothing of its content
   */
  static Profile decode(Buffer body, Parts asked, Copy copy) throws IOException {
    ProfileDecoder decoder = new ProfileDecoder(asked, copy);
    try (JsonParser in = ResponseJson.parser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        decoder.field(name, in);
      }
      if (in.nextToken() != null) {
        throw new IOException("more than one value");
      }
    }
    return decoder.profile();
  }

  private void field(String name, JsonParser in) throws IOException {
    if (!seen.add(name)) {
      throw new IOException("a field twice");
    }
    switch (name) {
      case "mpid" -> mpid = mpid(in);
      case "created_timestamp_ms" -> createdAt = instant(in, Head.Field.CREATED_AT);
      case "last_stored_timestamp_ms" -> lastStoredAt = instant(in, Head.Field.LAST_STORED_AT);
      case "is_opted_out" -> optedOut = flag(in, Head.Field.OPTED_OUT);
      case "limit_ad_tracking" -> adTrackingLimited = flag(in, Head.Field.AD_TRACKING_LIMITED);
      default -> {
        Part part = PARTS_BY_NAME.get(name);
        if (part != null && asked.contains(part)) {
          parts.put(part, PartReader.read(part, ResponseJson.value(in), copy));
        } else {
          in.skipChildren();
        }
      }
    }
  }

  private static Mpid mpid(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT || in.getLongValue() == 0) {
      throw new IOException("no mpid");
    }
    return new Mpid(in.getLongValue());
  }

  private @Nullable Instant instant(JsonParser in, Head.Field field) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && in.getLongValue() >= EARLIEST
        && in.getLongValue() <= LATEST) {
      return Instant.ofEpochMilli(in.getLongValue());
    }
    unreadableUnlessNull(in, field);
    return null;
  }

  private @Nullable Boolean flag(JsonParser in, Head.Field field) throws IOException {
    if (in.currentToken().isBoolean()) {
      return in.getBooleanValue();
    }
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      String text = in.getText();
      if (text.equals("true") || text.equals("false")) {
        return text.equals("true");
      }
    }
    unreadableUnlessNull(in, field);
    return null;
  }

  private void unreadableUnlessNull(JsonParser in, Head.Field field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NULL) {
      unreadable.add(field);
    }
    in.skipChildren();
  }

  private Profile profile() throws IOException {
    if (mpid == null) {
      throw new IOException("no mpid");
    }
    Head head = new Head(
        mpid, createdAt, lastStoredAt, optedOut, adTrackingLimited, Set.copyOf(unreadable));
    for (Part part : asked.members()) {
      if (!parts.containsKey(part)) {
        parts.put(part, PartReader.read(part, null, copy));
      }
    }
    return new Profile(head, copy, parts);
  }
}
