package profilegateway.graphql.plan;

import java.util.List;

/** An object, field by field. */
final class ObjectShape implements Shape {
  private final Member[] members;

  ObjectShape(List<Member> members) {
    this.members = members.toArray(Member[]::new);
  }

  /**
   * A field.
   *
   * @param name as it stands in the answer, with what is around it
   * @param place of its arguments; -1 where it takes none
   * @param required whether it is never null
   */
  record Member(Name name, Resolver resolver, int place, Shape shape, boolean required) {}

  @Override
  public boolean write(Object value, Arguments[] bound, JsonBytes out) {
    if (value instanceof Throwable) {
      return false;
    }
    out.raw('{');
    for (int i = 0; i < members.length; i++) {
      Member member = members[i];
      member.name.write(i == 0, out);
      Object of =
          member.resolver.value(value, member.place < 0 ? Arguments.NONE : bound[member.place]);
      if (of == null) {
        if (member.required) {
          return false;
        }
        out.writeNull();
      } else if (!member.shape.write(of, bound, out)) {
        return false;
      }
    }
    out.raw('}');
    return true;
  }
}
