package profilegateway.profile;

/**
 * An immutable identity of a user.
 *
 * @param type the kind, as mParticle spells it ({@code customer_id})
 * @param value never empty
 */
public record Identity(String type, String value) implements ProfileReference {
  public Identity {
    if (type.isEmpty() || value.isEmpty()) {
      throw new IllegalArgumentException("an identity has a type and a value");
    }
  }

  @Override
  public String toString() {
    return "Identity[" + type + " ***]";
  }
}
