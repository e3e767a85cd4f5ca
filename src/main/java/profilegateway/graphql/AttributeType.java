package profilegateway.graphql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How stored text is read as one value of a declared type. */
sealed interface AttributeType {

  /** Returned for text that the type has no value for. */
  Object MISMATCH = new Object();

  /** The value in the form that the schema's scalar or enum takes, or {@link #MISMATCH}. */
  Object read(String text);

  /** The name of the type in the schema. */
  String typeName();

  /** A built-in scalar or {@code DateTime}. */
  enum Scalar implements AttributeType {
    INT("Int") {
      @Override
      public Object read(String text) {
        return orMismatch(Reading.integer(text));
      }
    },
    FLOAT("Float") {
      @Override
      public Object read(String text) {
        return orMismatch(Reading.number(text));
      }
    },
    BOOLEAN("Boolean") {
      @Override
      public Object read(String text) {
        return orMismatch(Reading.flag(text));
      }
    },
    STRING("String") {
      @Override
      public Object read(String text) {
        return text;
      }
    },
    ID("ID") {
      @Override
      public Object read(String text) {
        return text;
      }
    },
    DATE_TIME("DateTime") {
      @Override
      public Object read(String text) {
        return orMismatch(Reading.instant(text));
      }
    };

    private final String typeName;

    Scalar(String typeName) {
      this.typeName = typeName;
    }

    /** The scalar of that name in the schema; null when attributes cannot be declared so. */
    static @Nullable Scalar named(String typeName) {
      for (Scalar scalar : values()) {
        if (scalar.typeName.equals(typeName)) {
          return scalar;
        }
      }
      return null;
    }

    @Override
    public String typeName() {
      return typeName;
    }

    private static Object orMismatch(@Nullable Object value) {
      return value == null ? MISMATCH : value;
    }
  }

  /**
   * An enum.
   *
   * @param typeName its name in the schema
   * @param valuesByText names of values by the folded texts that they stand for
   * @param otherwise the value that takes any other text; null where none does
   */
  record Enumeration(
      String typeName,
      Map<String, String> valuesByText,
      @Nullable String otherwise) implements AttributeType {
    @Override
    public Object read(String text) {
      String value = valuesByText.get(Reading.fold(text));
      if (value == null) {
        value = otherwise;
      }
      return value == null ? MISMATCH : value;
    }
  }
}
