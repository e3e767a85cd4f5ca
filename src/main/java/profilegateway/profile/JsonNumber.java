package profilegateway.profile;

/**
 * A number of JSON as it was written, so that no digit is lost. A JSON value in this system is one of: {@code String},
 * {@code JsonNumber}, {@code Boolean}, {@code List} and {@code Map<String, …>} of these, or null.
 */
public record JsonNumber(String text) {
  @Override
  public String toString() {
    return "JsonNumber[***]";
  }
}
