package profilegateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** A Redis server of a test's own, which it may kill, freeze and bring back. It keeps nothing on disk. */
public final class TestRedis implements AutoCloseable {
  private static final String OK = "+OK\r\n";

  private final int port;
  private final List<String> options;
  private Process process;
  private List<byte[]> login = List.of();

  private TestRedis(int port, List<String> options) {
    this.port = port;
    this.options = options;
    this.process = run(port, options);
  }

  /** Starts one on a free port, and waits until it answers. */
  public static TestRedis start() {
    return new TestRedis(freePort(), List.of());
  }

  /** Starts one that is to be a member of a Cluster; it keeps what it knows of the others in {@code folder}. */
  static TestRedis startMember(Path folder) {
    int port = freePort();
    // Members talk on a port that is as much higher.
    while (port + 10_000 > 65_535) {
      port = freePort();
    }
    return new TestRedis(port, List.of("--cluster-enabled", "yes", "--dir", folder.toString()));
  }

  int port() {
    return port;
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends it without warning. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again on its port, empty. */
  public void restart() {
    kill();
    process = run(port, options);
  }

  /** Freezes it: connections stay, and nothing is answered. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  /** Asks for a password from now on, and cuts all connections; for none again when it is empty. */
  public void demand(String password) {
    tell("CONFIG", "SET", "requirepass", password);
    login = password.isEmpty() ? List.of() : List.of(bytes("AUTH"), bytes(password));
    tell("CLIENT", "KILL", "TYPE", "normal");
    tell("CLIENT", "KILL", "TYPE", "pubsub");
  }

  /** Makes it a server that only another one writes to, or an ordinary one again. */
  public void replicate(boolean on) {
    if (on) {
      tell("REPLICAOF", "127.0.0.1", "1");
    } else {
      tell("REPLICAOF", "NO", "ONE");
    }
  }

  /** Lets it take no more into memory than it has, or any amount again. */
  public void fill(boolean on) {
    tell("CONFIG", "SET", "maxmemory", on ? "1" : "0");
  }

  public void flush() {
    tell("FLUSHALL");
  }

  /** As {@link #command}, where the answer does not matter. */
  public void tell(String... words) {
    var unused = command(words);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it calls itself, until it is started again. */
  public String runId() {
    return lines("INFO", "server").stream()
        .filter(line -> line.startsWith("run_id:"))
        .map(line -> line.substring("run_id:".length()))
        .findFirst()
        .orElseThrow();
  }

  /** Sends a command, and gives its answer as it came over the wire. */
  public byte[] command(String... words) {
    return send(Stream.of(words).map(TestRedis::bytes).toList());
  }

  private byte[] send(List<byte[]> words) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      if (!login.isEmpty()) {
        write(text, login);
      }
      write(text, words);
      // Answered and closed by the server, whatever the answer's form: the end of the stream is its
      // end.
      text.writeBytes(bytes("*1\r\n$4\r\nQUIT\r\n"));
      socket.getOutputStream().write(text.toByteArray());
      byte[] answer = read(socket.getInputStream());
      return login.isEmpty() ? answer : Arrays.copyOfRange(answer, OK.length(), answer.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(ByteArrayOutputStream text, List<byte[]> words) {
    text.writeBytes(bytes("*" + words.size() + "\r\n"));
    for (byte[] word : words) {
      text.writeBytes(bytes("$" + word.length + "\r\n"));
      text.writeBytes(word);
      text.writeBytes(bytes("\r\n"));
    }
  }

  /** The value under a name that has one; may be of any bytes. */
  public byte[] value(String name) {
    byte[] answer = command("GET", name);
    int start = new String(answer, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    return start == 0 || answer[0] != '$' || answer[1] == '-'
        ? new byte[0]
        : Arrays.copyOfRange(answer, start, answer.length - 2);
  }

  /** Puts a value of any bytes under a name. */
  public void put(String name, byte[] value, String... options) {
    List<byte[]> words = new ArrayList<>(List.of(bytes("SET"), bytes(name), value));
    for (String option : options) {
      words.add(bytes(option));
    }
    var unused = send(words);
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /** As {@link #command}, for answers of plain text; its lines. */
  public List<String> lines(String... words) {
    return new String(command(words), StandardCharsets.UTF_8).lines().toList();
  }

  /** What is said on a channel while {@code action} runs; the raw lines of the wire. */
  public List<String> listen(String channel, Runnable action) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(("SUBSCRIBE " + channel + "\r\n").getBytes(StandardCharsets.UTF_8));
      int unused = socket.getInputStream().read();
      action.run();
      socket.shutdownOutput();
      byte[] heard = socket.getInputStream().readAllBytes();
      return new String(heard, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    in.transferTo(answer);
    byte[] all = answer.toByteArray();
    return Arrays.copyOf(all, Math.max(0, all.length - OK.length()));
  }

  private void signal(String name) {
    try {
      String pid = Long.toString(process.pid());
      int code = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Process run(int port, List<String> options) {
    List<String> command = new ArrayList<>(List.of(executable()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
    command.addAll(options);
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      // A test that is itself killed leaves no server behind.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      awaitPort(process, port);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitPort(Process process, int port) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() - end < 0 && process.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("redis-server did not listen on port " + port);
  }

  /** The one that is installed; else one that comes as a test's dependency. */
  private static String executable() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseGet(TestRedis::embedded);
  }

  private static String embedded() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
