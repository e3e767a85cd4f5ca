package profilegateway.graphql.plan;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as it is written into bytes, in the form that Jackson gives it: what is not ASCII as UTF-8, but for what lies beyond
 * 16 bits, which is escaped as two halves.
 */
public final class JsonBytes {
  private static final byte[] HEX = ascii("0123456789ABCDEF");
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private byte[] bytes;
  private int length;

  /** Starts with room for {@code room} bytes, and grows as needed. */
  public JsonBytes(int room) {
    bytes = new byte[room];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Appends what was written. */
  public void appendTo(Buffer buffer) {
    buffer.appendBytes(bytes, 0, length);
  }

  /** Appends the content of {@code other}. */
  public void raw(JsonBytes other) {
    room(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
  }

  public int length() {
    return length;
  }

  public void raw(char character) {
    room(1);
    bytes[length++] = (byte) character;
  }

  public void raw(byte[] ascii) {
    room(ascii.length);
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
  }

  public void writeNull() {
    raw(NULL);
  }

  public void flag(boolean value) {
    raw(value ? TRUE : FALSE);
  }

  /** Writes a number; {@code text} is its JSON form. */
  public void number(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  public void text(String text) {
    int characters = text.length();
    room(characters + 2);
    bytes[length++] = '"';
    for (int i = 0; i < characters; i++) {
      char character = text.charAt(i);
      if (character >= ' ' && character < 0x80 && character != '"' && character != '\\') {
        bytes[length++] = (byte) character;
      } else {
        room(6 + characters - i);
        unusual(character);
      }
    }
    bytes[length++] = '"';
  }

  private void unusual(char character) {
    if (character < ' ' || character == '"' || character == '\\') {
      escaped(character);
    } else if (character < 0x800) {
      bytes[length++] = (byte) (0xC0 | (character >> 6));
      bytes[length++] = (byte) (0x80 | (character & 0x3F));
    } else if (Character.isSurrogate(character)) {
      byNumber(character);
    } else {
      bytes[length++] = (byte) (0xE0 | (character >> 12));
      bytes[length++] = (byte) (0x80 | ((character >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (character & 0x3F));
    }
  }

  private void escaped(char character) {
    int letter = switch (character) {
      case '\b' -> 'b';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\f' -> 'f';
      case '\r' -> 'r';
      case '"', '\\' -> character;
      default -> 0;
    };
    if (letter == 0) {
      byNumber(character);
    } else {
      bytes[length++] = '\\';
      bytes[length++] = (byte) letter;
    }
  }

  private void byNumber(char character) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(character >> shift) & 0xF];
    }
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  @Override
  public String toString() {
    return "JsonBytes[" + length + "]";
  }
}
