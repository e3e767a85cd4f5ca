package profilegateway.redis.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link ByteWriter} wrote. Whatever nobody can have written is {@link Unreadable}. */
final class ByteReader {
  private final byte[] bytes;
  private int place;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What one item is read with. */
  interface Item<T> {
    T read(ByteReader in) throws Unreadable;
  }

  int octet() throws Unreadable {
    return octets(1)[0] & 0xff;
  }

  byte[] octets(int count) throws Unreadable {
    if (count > bytes.length - place) {
      throw new Unreadable();
    }
    place += count;
    return Arrays.copyOfRange(bytes, place - count, place);
  }

  long count() throws Unreadable {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new Unreadable();
  }

  long number() throws Unreadable {
    long folded = count();
    return (folded >>> 1) ^ -(folded & 1);
  }

  String text() throws Unreadable {
    long length = count();
    byte[] text = octets(few(length >>> 1));
    if ((length & 1) == 0) {
      return new String(text, StandardCharsets.UTF_8);
    }
    char[] wide = new char[text.length / 2];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (char) ((text[2 * i] << 8) | (text[2 * i + 1] & 0xff));
    }
    return new String(wide);
  }

  /** Each item takes a byte at least, so that there are never more than bytes are left. */
  <T> List<T> each(Item<T> item) throws Unreadable {
    int count = few(count());
    List<T> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(item.read(this));
    }
    return items;
  }

  /** A number of things that are still to be read. */
  int few(long count) throws Unreadable {
    if (count < 0 || count > bytes.length - place) {
      throw new Unreadable();
    }
    return (int) count;
  }

  void end() throws Unreadable {
    if (place < bytes.length) {
      throw new Unreadable();
    }
  }
}
