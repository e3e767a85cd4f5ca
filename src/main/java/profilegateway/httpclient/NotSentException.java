package profilegateway.httpclient;

/** The last check before sending failed, after a connection became available. No part of the request was sent. */
public final class NotSentException extends Exception {
  NotSentException() {
    super("request was not sent", null, false, false);
  }
}
