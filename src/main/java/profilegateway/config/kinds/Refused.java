package profilegateway.config.kinds;

import org.jspecify.annotations.Nullable;

/**
 * Says that a {@link Kind} does not take a text. What is wrong is worded without the text itself, so that the text of
 * a secret can be left out.
 */
public final class Refused extends Exception {
  private final transient @Nullable String text;
  private final String wrong;

  /**
   * @param text what was refused, or null where quoting it would say nothing
   * @param wrong goes on after the quoted text: "is not a whole number"
   */
  public Refused(@Nullable String text, String wrong) {
    super(wrong);
    this.text = text;
    this.wrong = wrong;
  }

  /** What is wrong, in a sentence that does not show the text. */
  public String withoutText() {
    return wrong;
  }

  /** What is wrong, with the text in front, cut to a length that fits a line. */
  public String withText() {
    return text == null ? wrong : Quoted.of(text) + " " + wrong;
  }
}
