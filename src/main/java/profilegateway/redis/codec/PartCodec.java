package profilegateway.redis.codec;

import java.time.Instant;
import java.util.List;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.AudienceMemberships;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/** The content of a part. Which part it is, is not written: its name in Redis says so. */
final class PartCodec {
  private PartCodec() {}

  static void write(ByteWriter out, PartContent content) {
    if (content instanceof UserAttributes attributes) {
      out.each(attributes.all(), PartCodec::attribute);
    } else if (content instanceof AudienceMemberships memberships) {
      out.each(memberships.entries(), PartCodec::membership);
    } else if (content instanceof PartContent.UserIdentities identities) {
      out.each(identities.entries(), PartCodec::identity);
    } else if (content instanceof PartContent.DeviceIdentities identities) {
      out.each(identities.entries(), PartCodec::identity);
    } else if (content instanceof PartContent.Attribution attribution) {
      JsonCodec.write(out, attribution.json());
    }
  }

  static PartContent read(Part part, ByteReader in) throws Unreadable {
    return switch (part) {
      case USER_ATTRIBUTES -> new UserAttributes(in.each(PartCodec::attribute));
      case AUDIENCE_MEMBERSHIPS -> new AudienceMemberships(list(in, PartCodec::membership));
      case USER_IDENTITIES -> new PartContent.UserIdentities(list(in, PartCodec::identity));
      case DEVICE_IDENTITIES -> new PartContent.DeviceIdentities(list(in, PartCodec::identity));
      case ATTRIBUTION -> new PartContent.Attribution(JsonCodec.read(in));
    };
  }

  private static <T> List<T> list(ByteReader in, ByteReader.Item<T> item) throws Unreadable {
    return List.copyOf(in.each(item));
  }

  private static void attribute(ByteWriter out, UserAttribute attribute) {
    out.text(attribute.name());
    JsonCodec.write(out, attribute.json());
  }

  private static UserAttribute attribute(ByteReader in) throws Unreadable {
    return new UserAttribute(in.text(), JsonCodec.read(in));
  }

  private static void membership(ByteWriter out, AudienceMembership membership) {
    out.text(membership.id());
    out.text(membership.name());
    Instant end = membership.expiresAt();
    out.octet(end == null ? 0 : 1);
    if (end != null) {
      out.number(end.toEpochMilli());
    }
  }

  private static AudienceMembership membership(ByteReader in) throws Unreadable {
    return new AudienceMembership(
        number(in), in.text(), in.octet() == 0 ? null : Instant.ofEpochMilli(in.number()));
  }

  /** An id as text: a number, by which memberships are sorted. */
  private static String number(ByteReader in) throws Unreadable {
    String text = in.text();
    try {
      var unused = Long.parseLong(text);
      return text;
    } catch (NumberFormatException notOne) {
      throw new Unreadable();
    }
  }

  private static void identity(ByteWriter out, RawIdentity identity) {
    out.text(identity.type());
    out.text(identity.encoding());
    out.text(identity.value());
  }

  private static RawIdentity identity(ByteReader in) throws Unreadable {
    return new RawIdentity(in.text(), in.text(), in.text());
  }
}
