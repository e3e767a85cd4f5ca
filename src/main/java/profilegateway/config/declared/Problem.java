package profilegateway.config.declared;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the settings. Never holds the value of a secret.
 *
 * @param key what was set, as the person wrote it; null where the whole file is wrong
 * @param place where: {@code flag}, {@code environment}, {@code gateway.yaml:4}, {@code not set}
 * @param wrong what is wrong with it
 * @param allowed what may be written instead; null where that goes without saying
 */
public record Problem(
    @Nullable String key,
    String place,
    String wrong,
    @Nullable String allowed) {

  /** The problem in one line. */
  public String sentence() {
    String where = key == null ? place : key + " (" + place + ")";
    return where + ": " + wrong + (allowed == null ? "" : "; allowed: " + allowed);
  }

  public static Problem unknown(String key, String place, @Nullable String nearest) {
    String hint = nearest == null ? "--help lists all settings" : "did you mean " + nearest + "?";
    return new Problem(key, place, "no such setting; " + hint, null);
  }
}
