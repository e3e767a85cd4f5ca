package profilegateway.graphql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import profilegateway.graphql.plan.Arguments;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/** Which profiles the arguments of a field of {@code Query} mean; empty for what means none. */
final class References {
  private References() {}

  /** Those of a field with coerced arguments, in their order; none for a field that takes no such arguments. */
  static List<Optional<? extends ProfileReference>> of(String field, Arguments arguments) {
    return switch (field) {
      case "profile" -> List.of(Mpid.parse((String) given(arguments, "mpid")));
      case "profileByIdentity" -> List.of(identity(arguments));
      case "node" -> List.of(GlobalId.mpid((String) given(arguments, "id")));
      case "profiles" -> each(given(arguments, "mpids"), Mpid::parse);
      case "nodes" -> each(given(arguments, "ids"), GlobalId::mpid);
      default -> List.of();
    };
  }

  /** The type of an identity argument, as mParticle spells it. */
  static String identityType(Arguments arguments) {
    Map<?, ?> identity = (Map<?, ?>) given(arguments, "identity");
    return ((String) Objects.requireNonNull(identity.get("type"))).toLowerCase(Locale.ROOT);
  }

  private static Optional<Identity> identity(Arguments arguments) {
    Map<?, ?> identity = (Map<?, ?>) given(arguments, "identity");
    String value = (String) Objects.requireNonNull(identity.get("value"));
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Identity(identityType(arguments), value));
  }

  private static List<Optional<? extends ProfileReference>> each(
      Object texts, Function<String, Optional<Mpid>> reader) {
    return ((List<?>) texts)
        .stream()
            .<Optional<? extends ProfileReference>>map(text -> reader.apply((String) text))
            .toList();
  }

  private static Object given(Arguments arguments, String name) {
    return Objects.requireNonNull(arguments.get(name));
  }
}
