package profilegateway.redis.codec;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;

/** The head of a profile: two bytes that say what there is, then the numbers. */
final class HeadCodec {
  private static final int CREATED = 1;
  private static final int STORED = 2;
  private static final int OPTED_OUT = 4;
  private static final int NOT_OPTED_OUT = 8;
  private static final int LIMITED = 16;
  private static final int NOT_LIMITED = 32;

  private HeadCodec() {}

  static void write(ByteWriter out, Head head) {
    out.octet(given(head.createdAt(), CREATED)
        | given(head.lastStoredAt(), STORED)
        | flag(head.optedOut(), OPTED_OUT, NOT_OPTED_OUT)
        | flag(head.adTrackingLimited(), LIMITED, NOT_LIMITED));
    out.octet(head.unreadable().stream().mapToInt(HeadCodec::bit).sum());
    out.number(head.mpid().value());
    if (head.createdAt() != null) {
      out.number(head.createdAt().toEpochMilli());
    }
    if (head.lastStoredAt() != null) {
      out.number(head.lastStoredAt().toEpochMilli());
    }
  }

  static Head read(ByteReader in) throws Unreadable {
    int given = in.octet();
    Set<Head.Field> unreadable = unreadable(in.octet());
    long mpid = in.number();
    if (mpid == 0) {
      throw new Unreadable();
    }
    return new Head(
        new Mpid(mpid),
        (given & CREATED) == 0 ? null : Instant.ofEpochMilli(in.number()),
        (given & STORED) == 0 ? null : Instant.ofEpochMilli(in.number()),
        flag(given, OPTED_OUT, NOT_OPTED_OUT),
        flag(given, LIMITED, NOT_LIMITED),
        unreadable);
  }

  private static int given(@Nullable Instant time, int bit) {
    return time == null ? 0 : bit;
  }

  private static int flag(@Nullable Boolean flag, int yes, int no) {
    return flag == null ? 0 : flag ? yes : no;
  }

  private static @Nullable Boolean flag(int given, int yes, int no) {
    return (given & (yes | no)) == 0 ? null : (given & yes) != 0;
  }

  private static Set<Head.Field> unreadable(int bits) {
    Set<Head.Field> fields = EnumSet.noneOf(Head.Field.class);
    for (Head.Field field : Head.Field.values()) {
      if ((bits & bit(field)) != 0) {
        fields.add(field);
      }
    }
    return Set.copyOf(fields);
  }

  private static int bit(Head.Field field) {
    return switch (field) {
      case CREATED_AT -> 1;
      case LAST_STORED_AT -> 2;
      case OPTED_OUT -> 4;
      case AD_TRACKING_LIMITED -> 8;
    };
  }
}
