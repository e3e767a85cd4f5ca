package profilegateway.graphql.rights;

import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import profilegateway.profile.UserAttributes;

/**
 * What the schema demands for each of its fields: by the directives of the field, of the type it is a field of, of the
 * type of its value, and of the interfaces of these. Computed once a schema; knows no caller.
 */
public final class Rights {
  static final String AUTHENTICATED = "authenticated";
  static final String SCOPES = "requiresScopes";
  static final String OWNER_OR_SCOPES = "ownerOrScopes";

  private final Map<String, Map<String, Requirement>> guarded;
  private final Map<String, RootField> rootFields;
  private final Map<String, Set<String>> leadingToGuarded;
  private final Map<String, Requirement> byStoredName;

  private Rights(
      Map<String, Map<String, Requirement>> guarded,
      Map<String, RootField> rootFields,
      Map<String, Set<String>> leadingToGuarded,
      Map<String, Requirement> byStoredName) {
    this.guarded = guarded;
    this.rootFields = rootFields;
    this.leadingToGuarded = leadingToGuarded;
    this.byStoredName = byStoredName;
  }

  /**
   * What a field of {@code Query} demands.
   *
   * @param field for asking it at all
   * @param profile for each profile it yields
   */
  public record RootField(Requirement field, Requirement profile) {
    static final RootField NONE = new RootField(Requirement.NONE, Requirement.NONE);
  }

  /** Reads the directives off a schema that has no problem. */
  public static Rights of(TypeDefinitionRegistry schema) {
    SchemaTypes types = new SchemaTypes(schema);
    Map<String, Map<String, Requirement>> guarded = new HashMap<>();
    Map<String, RootField> rootFields = new HashMap<>();
    for (String type : types.objects()) {
      types.fields(type).forEach((name, field) -> {
        Requirement own = types.ofField(type, name).and(types.ofType(type));
        Requirement value = types.ofType(types.valueType(field));
        if (type.equals("Query")) {
          rootFields.put(name, new RootField(own.ofAll(), own.ofOthers().and(value)));
        } else if (!own.and(value).isNone()) {
          guarded.computeIfAbsent(type, first -> new HashMap<>()).put(name, own.and(value));
        }
      });
    }
    Map<String, Requirement> byStoredName = byStoredName(types, guarded);
    return new Rights(guarded, rootFields, leadingTo(guarded.keySet(), types), byStoredName);
  }

  /** Of each type the fields whose values are objects with fields in {@code guarded}, near or far. */
  private static Map<String, Set<String>> leadingTo(Set<String> guarded, SchemaTypes types) {
    Map<String, Set<String>> leading = new HashMap<>();
    Set<String> reached = new HashSet<>(guarded);
    int before;
    do {
      before = reached.size();
      for (String type : types.objects()) {
        types.fields(type).forEach((name, field) -> {
          if (reached.contains(types.valueType(field))) {
            leading.computeIfAbsent(type, first -> new HashSet<>()).add(name);
          }
        });
      }
      reached.addAll(leading.keySet());
    } while (reached.size() > before);
    return leading;
  }

  /**
   * Several declarations may read one stored attribute: what any of them demands holds for it, and so for all of them.
   */
  private static Map<String, Requirement> byStoredName(
      SchemaTypes types, Map<String, Map<String, Requirement>> guarded) {
    Map<String, String> storedNames = types.storedNames();
    Map<String, Requirement> declared = guarded.getOrDefault(SchemaTypes.ATTRIBUTES, Map.of());
    Map<String, Requirement> byStoredName = new HashMap<>();
    storedNames.forEach((field, storedName) -> {
      Requirement needed = declared.get(field);
      if (needed != null) {
        byStoredName.merge(UserAttributes.fold(storedName), needed, Requirement::and);
      }
    });
    Map<String, Requirement> all = new HashMap<>();
    storedNames.forEach((field, storedName) -> {
      Requirement needed = byStoredName.get(UserAttributes.fold(storedName));
      if (needed != null) {
        all.put(field, needed);
      }
    });
    if (!all.isEmpty()) {
      guarded.put(SchemaTypes.ATTRIBUTES, all);
    }
    return byStoredName;
  }

  /** What a field of {@code Query} demands. */
  public RootField rootField(String name) {
    return rootFields.getOrDefault(name, RootField.NONE);
  }

  /** Those fields of a type other than {@code Query} that demand something, by name. */
  public Map<String, Requirement> fields(String type) {
    return guarded.getOrDefault(type, Map.of());
  }

  /** Those fields of a type that lead to fields which demand something, near or far. */
  public Set<String> leadingToGuarded(String type) {
    return leadingToGuarded.getOrDefault(type, Set.of());
  }

  /** What it takes to read a stored attribute, on whatever route; names are compared without regard to case. */
  public Requirement storedAttribute(String name) {
    return byStoredName.isEmpty()
        ? Requirement.NONE
        : byStoredName.getOrDefault(UserAttributes.fold(name), Requirement.NONE);
  }
}
