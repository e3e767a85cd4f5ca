package profilegateway.graphql;

import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import profilegateway.profile.PartContent.RawIdentity;

/** The kinds of identity that the schema lists; mParticle spells them in lower case. */
final class IdentityTypes {
  private static final String UNKNOWN = "UNKNOWN";

  private final Set<String> listed;

  private IdentityTypes(Set<String> listed) {
    this.listed = listed;
  }

  static IdentityTypes of(EnumTypeDefinition type) {
    return new IdentityTypes(type.getEnumValueDefinitions().stream()
        .map(EnumValueDefinition::getName)
        .collect(Collectors.toUnmodifiableSet()));
  }

  /** The enum value for an identity's type. */
  String of(RawIdentity identity) {
    String name = identity.type().toUpperCase(Locale.ROOT);
    return listed.contains(name) ? name : UNKNOWN;
  }
}
