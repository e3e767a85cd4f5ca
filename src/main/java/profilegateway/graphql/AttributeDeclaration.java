package profilegateway.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.JsonNumber;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;

/**
 * A field of {@code Attributes}: the stored attribute that it reads, and how.
 *
 * @param storedName compared without regard to case
 * @param type of the value, or of each item of a list
 * @param list whether the field is a list
 * @param whenAbsent the value for a profile without the attribute; often null
 */
record AttributeDeclaration(
    String storedName,
    AttributeType type,
    boolean list,
    @Nullable Object whenAbsent) {

  /** What mParticle may show for a calculated attribute that has no value. */
  private static final String NO_VALUE = "-";

  /** The declared type as SDL has it, without its `!`. */
  String typeName() {
    return list ? "[" + type.typeName() + "]" : type.typeName();
  }

  /** The field's value: null for none, {@link AttributeType#MISMATCH} when what is stored does not fit. */
  @Nullable
  Object value(UserAttributes attributes) {
    UserAttribute attribute = attributes.named(storedName);
    return attribute == null || isNoValue(attribute) ? whenAbsent : value(attribute);
  }

  private @Nullable Object value(UserAttribute attribute) {
    return switch (attribute.kind()) {
      case TAG -> ofTag();
      case SINGLE -> list ? items(List.of(single(attribute))) : item(attribute.json());
      case LIST -> list ? items((List<?>) single(attribute)) : AttributeType.MISMATCH;
    };
  }

  /** What an attribute reads as when one value of a type is wanted. */
  static @Nullable Object value(UserAttribute attribute, AttributeType type) {
    return new AttributeDeclaration(attribute.name(), type, false, null).value(attribute);
  }

  /** Reads texts as if a profile held them; {@link AttributeType#MISMATCH} when they do not fit. */
  Object ofDefault(List<String> texts) {
    if (list) {
      return items(texts);
    }
    return texts.size() == 1 ? item(texts.get(0)) : AttributeType.MISMATCH;
  }

  private boolean isNoValue(UserAttribute attribute) {
    return type != AttributeType.Scalar.STRING && NO_VALUE.equals(attribute.json());
  }

  private @Nullable Object ofTag() {
    if (list) {
      return List.of();
    }
    return type == AttributeType.Scalar.BOOLEAN ? true : null;
  }

  private Object items(List<?> items) {
    List<Object> values = new ArrayList<>(items.size());
    for (Object item : items) {
      Object value = item(item);
      if (value == AttributeType.MISMATCH) {
        return value;
      }
      values.add(value);
    }
    return values;
  }

  private Object item(@Nullable Object json) {
    return json instanceof String || json instanceof JsonNumber || json instanceof Boolean
        ? type.read(UserAttribute.text(json))
        : AttributeType.MISMATCH;
  }

  private static Object single(UserAttribute attribute) {
    return Objects.requireNonNull(attribute.json());
  }
}
