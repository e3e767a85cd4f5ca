package profilegateway.graphql.plan;

import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of an input object: fields that it knows, none of them null. */
final class ObjectForm implements Form {
  private final List<Member> members;

  private ObjectForm(List<Member> members) {
    this.members = members;
  }

  private record Member(
      String name, Form form, boolean required, @Nullable Object byDefault) {}

  static ObjectForm of(GraphQLInputObjectType type) throws NoPlan {
    List<Member> members = new ArrayList<>();
    for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
      Object byDefault = field.hasSetDefaultValue()
          ? GraphQLInputObjectField.getInputFieldDefaultValue(field)
          : null;
      members.add(new Member(
          field.getName(),
          Form.of(field.getType()),
          GraphQLTypeUtil.isNonNull(field.getType()),
          byDefault));
    }
    return new ObjectForm(List.copyOf(members));
  }

  @Override
  public Object of(Object json) {
    if (!(json instanceof Map<?, ?> given)) {
      return DOUBTFUL;
    }
    Map<String, Object> coerced = new LinkedHashMap<>();
    int known = 0;
    for (Member member : members) {
      Object value = given.get(member.name);
      if (given.containsKey(member.name)) {
        known++;
        value = value == null ? DOUBTFUL : member.form.of(value);
      } else {
        value = member.byDefault == null && member.required ? DOUBTFUL : member.byDefault;
      }
      if (value == DOUBTFUL) {
        return DOUBTFUL;
      }
      if (value != null) {
        coerced.put(member.name, value);
      }
    }
    return known == given.size() ? coerced : DOUBTFUL;
  }
}
