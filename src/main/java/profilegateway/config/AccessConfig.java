package profilegateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Who may ask.
 *
 * @param sandboxViewer customer id that a caller without a token stands for; set in sandbox mode only
 */
public record AccessConfig(@Nullable String sandboxViewer) {
  @Override
  public String toString() {
    return "AccessConfig[***]";
  }
}
