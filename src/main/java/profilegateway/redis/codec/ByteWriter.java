package profilegateway.redis.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Bytes that are written one after the other. */
final class ByteWriter {
  private byte[] bytes = new byte[512];
  private int size;

  void octet(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) value;
  }

  void octets(byte[] values) {
    if (values.length > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(size * 2, size + values.length));
    }
    System.arraycopy(values, 0, bytes, size, values.length);
    size += values.length;
  }

  /** Seven bits to a byte, the lowest first: a small number is short. One that is negative takes ten bytes. */
  void count(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      octet((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    octet((int) rest);
  }

  /** Any number: one near zero is short, on either side of it. */
  void number(long value) {
    count((value << 1) ^ (value >> 63));
  }

  /**
   * Twice the length, then the text in UTF-8. One with surrogates has one more than twice, and is in UTF-16: it may
   * hold half a pair, which UTF-8 has no form for.
   */
  void text(String text) {
    if (hasSurrogates(text)) {
      byte[] wide = wide(text);
      count(wide.length * 2L + 1);
      octets(wide);
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      count(utf8.length * 2L);
      octets(utf8);
    }
  }

  /** How many there are, then each. */
  <T> void each(List<T> items, BiConsumer<ByteWriter, T> write) {
    count(items.size());
    items.forEach(item -> write.accept(this, item));
  }

  byte[] written() {
    return Arrays.copyOf(bytes, size);
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The characters as they are: the charset of that name would replace half a pair. */
  private static byte[] wide(String text) {
    byte[] wide = new byte[text.length() * 2];
    for (int i = 0; i < text.length(); i++) {
      wide[2 * i] = (byte) (text.charAt(i) >> 8);
      wide[2 * i + 1] = (byte) text.charAt(i);
    }
    return wide;
  }
}
