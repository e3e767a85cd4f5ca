package profilegateway.command;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the command line runs in.
 *
 * @param environment environment variables
 * @param directory where {@code gateway.yaml} is looked for
 * @param in what a person or another program hands in
 * @param out what was asked for goes here
 * @param err what went wrong goes here
 * @param terminal whether a person reads {@code out}
 * @param stay waits, once everything runs, until it is to end
 */
record Shell(
    Map<String, String> environment,
    Path directory,
    BufferedReader in,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Stay stay) {

  /** Decides how long a command that serves goes on. */
  interface Stay {

    /**
     * Returns when everything is to be closed.
     *
     * @param running what runs meanwhile
     * @param sayReady to be run once the end can be told: who reads that it listens may end it at once
     */
    void untilEnd(Running running, Runnable sayReady);
  }
}
