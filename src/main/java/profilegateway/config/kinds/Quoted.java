package profilegateway.config.kinds;

/** Text that a person wrote, as it is shown back. */
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /** The text in quotes, on one line, cut to about sixty characters. */
  static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    // A line break in a value must not look like the start of the next problem.
    return '"' + cut.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
