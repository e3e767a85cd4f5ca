package profilegateway.command;

import java.util.List;
import profilegateway.config.reading.InForce;

/** Tells what {@code check} found, while it is found. */
interface CheckReport {
  /** The settings in force, secrets left out. */
  void settings(List<InForce> inForce);

  /** What is allowed, and may not be meant. */
  void warnings(List<String> warnings);

  /** What the operator has to plan for with these settings, one sentence each. */
  void notes(List<String> notes);

  /** A step was tried; it went well where there are no problems. */
  void step(String name, List<String> problems, long nanos);

  /** A step was left out. */
  void skipped(String name, String why);

  /** That was all. */
  void end();
}
