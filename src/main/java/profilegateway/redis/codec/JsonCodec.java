package profilegateway.redis.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.JsonNumber;

/** JSON values, as {@link JsonNumber} describes them: a byte that says which kind, then the value. */
final class JsonCodec {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int TEXT = 3;
  private static final int NUMBER = 4;
  private static final int LIST = 5;
  private static final int OBJECT = 6;

  /** More than any answer of the Profile API that is let in. */
  private static final int DEEPEST = 100;

  private JsonCodec() {}

  static void write(ByteWriter out, @Nullable Object json) {
    if (json == null) {
      out.octet(NULL);
    } else if (json instanceof String text) {
      out.octet(TEXT);
      out.text(text);
    } else if (json instanceof JsonNumber number) {
      out.octet(NUMBER);
      out.text(number.text());
    } else if (json instanceof Boolean flag) {
      out.octet(flag ? TRUE : FALSE);
    } else if (json instanceof List<?> items) {
      out.octet(LIST);
      out.each(items, JsonCodec::write);
    } else if (json instanceof Map<?, ?> members) {
      out.octet(OBJECT);
      out.count(members.size());
      members.forEach((name, value) -> {
        out.text((String) name);
        write(out, value);
      });
    } else {
      throw new IllegalArgumentException("not a JSON value: " + json.getClass());
    }
  }

  static @Nullable Object read(ByteReader in) throws Unreadable {
    return read(in, DEEPEST);
  }

  private static @Nullable Object read(ByteReader in, int depth) throws Unreadable {
    if (depth == 0) {
      throw new Unreadable();
    }
    return switch (in.octet()) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case TEXT -> in.text();
      case NUMBER -> new JsonNumber(in.text());
      case LIST -> list(in, depth - 1);
      case OBJECT -> object(in, depth - 1);
      default -> throw new Unreadable();
    };
  }

  private static List<@Nullable Object> list(ByteReader in, int depth) throws Unreadable {
    int count = in.few(in.count());
    List<@Nullable Object> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(read(in, depth));
    }
    return items;
  }

  private static Map<String, @Nullable Object> object(ByteReader in, int depth) throws Unreadable {
    int count = in.few(in.count());
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      members.put(in.text(), read(in, depth));
    }
    return members;
  }
}
