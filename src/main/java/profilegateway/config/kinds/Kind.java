package profilegateway.config.kinds;

import java.util.ArrayList;
import java.util.List;

/**
 * What the text of a setting must look like, and what it is read to.
 *
 * @param <T> what it is read to
 */
public final class Kind<T> {

  /** Reads the text of one value. */
  public interface Reader<T> {
    T read(String text) throws Refused;
  }

  private interface ListReader<T> {
    T read(List<String> texts) throws Refused;
  }

  private final String allowed;
  private final boolean list;
  private final boolean onOff;
  private final ListReader<T> reader;

  private Kind(String allowed, boolean list, boolean onOff, ListReader<T> reader) {
    this.allowed = allowed;
    this.list = list;
    this.onOff = onOff;
    this.reader = reader;
  }

  /** A kind of one value; {@code allowed} tells a person what may be written. */
  public static <T> Kind<T> one(String allowed, Reader<T> reader) {
    return new Kind<>(allowed, false, false, onlyOne(reader));
  }

  /** A kind whose flag may stand without a value and then means {@code on}. */
  static Kind<Boolean> onOff(String allowed, Reader<Boolean> reader) {
    return new Kind<>(allowed, false, true, onlyOne(reader));
  }

  private static <T> ListReader<T> onlyOne(Reader<T> reader) {
    return texts -> {
      if (texts.size() != 1) {
        throw new Refused(null, "a list where one value belongs");
      }
      String text = texts.get(0);
      if (text.isEmpty()) {
        throw new Refused(null, "is empty");
      }
      return reader.read(text);
    };
  }

  /** A list of values of this kind, in the order written. */
  public Kind<List<T>> list(String allowedList) {
    return new Kind<>(allowedList, true, false, texts -> {
      List<T> values = new ArrayList<>();
      for (String text : texts) {
        if (text.isEmpty()) {
          throw new Refused(null, "has an empty entry");
        }
        values.add(reader.read(List.of(text)));
      }
      return List.copyOf(values);
    });
  }

  public T read(List<String> texts) throws Refused {
    return reader.read(texts);
  }

  public String allowed() {
    return allowed;
  }

  public boolean isList() {
    return list;
  }

  public boolean isOnOff() {
    return onOff;
  }
}
