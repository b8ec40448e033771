package com.campaignconversions.commandline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink session cluster on this machine, each of its processes a JVM of its own, with the
 * settings of {@code pipelines/deployment/flink/config.yaml} and without the job's classes.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** For JVMs that live for a minute. */
  private static final String JVMS_OF_TESTS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  /** What a Flink distribution has in its lib folder. */
  private static final Pattern DISTRIBUTION =
      Pattern.compile(
          ".*/(flink-(?!.*beam)|commons-(cli|collections|compress|io|lang3|math3|text)|kryo|minlog"
              + "|objenesis|snakeyaml-engine|chill|javassist|lz4|snappy|logback|slf4j|xz|zstd)[^/]*\\.jar");

  private final Path folder;
  private final Map<String, String> environment;
  private final String classPath;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Process> taskManagers = new LinkedHashMap<>();
  private final Map<String, String> settings;
  private final int rpcPort;
  private final int restPort;
  private Process jobManager;
  private int started;

  private FlinkCluster(Path folder, Map<String, String> settings, Map<String, String> environment)
      throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.environment = environment;
    this.classPath =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .filter(DISTRIBUTION.asMatchPredicate())
            .collect(Collectors.joining(":"));
    try (ServerSocket rpc = new ServerSocket(0);
        ServerSocket rest = new ServerSocket(0)) {
      rpcPort = rpc.getLocalPort();
      restPort =
          settings.containsKey("rest.port")
              ? Integer.parseInt(settings.get("rest.port"))
              : rest.getLocalPort();
    }
    Files.createDirectories(folder.resolve("conf"));
    Files.copy(
        Path.of("pipelines/deployment/flink/config.yaml"), folder.resolve("conf/config.yaml"));
    Files.writeString(
        folder.resolve("conf/logback.xml"),
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d %-5level %logger %msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="out"/></root>
        </configuration>
        """);
    startJobManager();
  }

  /**
   * Starts a cluster and waits until it takes jobs.
   *
   * @param folder for its logs and temporary files
   * @param settings of Flink in the place of those in the file
   * @param environment variables that its processes have beside the usual ones
   */
  public static FlinkCluster start(
      Path folder, int taskManagers, Map<String, String> settings, Map<String, String> environment)
      throws IOException {
    FlinkCluster cluster = new FlinkCluster(folder, settings, environment);
    try {
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      cluster.await(taskManagers);
      return cluster;
    } catch (IOException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Starts a cluster by hand, which ends with the standard input.
   *
   * @param arguments a folder, how many TaskManagers, and settings of Flink as {@code NAME=VALUE}
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> settings =
        Arrays.stream(arguments)
            .skip(2)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    try (FlinkCluster cluster =
        start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), settings, Map.of())) {
      System.out.printf(
          "http://%s, processes %s%n",
          cluster.master(), cluster.taskManagers.values().stream().map(Process::pid).toList());
      while (System.in.read() >= 0) {
        // Until nobody is there any more.
      }
    }
  }

  /** Where jobs are submitted. */
  public String master() {
    return "localhost:" + restPort;
  }

  public void startJobManager() throws IOException {
    Configuration configuration = configuration();
    JobManagerProcessSpec memory =
        JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(
            configuration, JobManagerOptions.JVM_HEAP_MEMORY);
    List<String> command =
        java(JobManagerProcessUtils.generateJvmParametersStr(memory, configuration));
    command.addAll(
        List.of(StandaloneSessionClusterEntrypoint.class.getName(), "--configDir", conf()));
    command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    command.addAll(here());
    jobManager = start("jobmanager", command);
  }

  public void startTaskManager() throws IOException {
    String name = "taskmanager-" + started;
    TaskExecutorProcessSpec memory =
        TaskExecutorProcessUtils.processSpecFromConfig(configuration());
    List<String> command = java(ProcessMemoryUtils.generateJvmParametersStr(memory));
    command.addAll(List.of(TaskManagerRunner.class.getName(), "--configDir", conf()));
    command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    command.addAll(here());
    Collections.addAll(command, "-D", "taskmanager.resource-id=" + name);
    taskManagers.put(name, start(name, command));
  }

  /** Ends the TaskManager that has most to do as an out-of-memory killer would. */
  public void killTaskManager() {
    String busiest = taskManagers.keySet().iterator().next();
    int mostSlots = 0;
    for (JsonNode known : answer("/taskmanagers").path("taskmanagers")) {
      int slots = known.path("slotsNumber").asInt() - known.path("freeSlots").asInt();
      if (slots > mostSlots && taskManagers.containsKey(known.path("id").asText())) {
        mostSlots = slots;
        busiest = known.path("id").asText();
      }
    }
    kill(Objects.requireNonNull(taskManagers.remove(busiest)));
  }

  public void killJobManager() {
    kill(jobManager);
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Waits until the cluster has registered at least so many TaskManagers. */
  public void await(int count) {
    await(() -> answer("/overview").path("taskmanagers").asInt() >= count);
  }

  /** Waits for something the cluster does, at most three minutes. */
  public void await(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > 180_000_000_000L) {
        throw new AssertionError(
            "not within three minutes; the cluster's last words:\n" + lastWords());
      }
      try {
        jobManager.waitFor(50, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private String lastWords() {
    try {
      String logs = logs();
      return logs.substring(Math.max(0, logs.length() - 4_000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** An answer of the REST interface; missing where it does not answer yet. */
  public JsonNode answer(String path) {
    try {
      return JSON.readTree(text(path));
    } catch (IOException notYet) {
      return JSON.missingNode();
    }
  }

  /** The same, as it came. */
  String text(String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  /** Uploads a jar; its id. */
  public String upload(Path jar) throws IOException {
    String boundary = UUID.randomUUID().toString();
    byte[] head =
        """
        --%s\r
        Content-Disposition: form-data; name="jarfile"; filename="%s"\r
        Content-Type: application/x-java-archive\r
        \r
        """
            .formatted(boundary, jar.getFileName())
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
    String answer =
        send(
            HttpRequest.newBuilder(uri("/jars/upload"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(
                    HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofByteArray(head),
                        HttpRequest.BodyPublishers.ofFile(jar),
                        HttpRequest.BodyPublishers.ofByteArray(tail)))
                .build());
    String path = JSON.readTree(answer).path("filename").asText();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Runs an uploaded jar; the whole answer. */
  public JsonNode run(String jar, String... arguments) throws IOException {
    String body = JSON.writeValueAsString(Map.of("programArgsList", arguments));
    return JSON.readTree(
        send(
            HttpRequest.newBuilder(uri("/jars/" + jar + "/run"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
  }

  String newestJob() {
    String newest = "";
    long latest = 0;
    for (JsonNode job : answer("/jobs/overview").path("jobs")) {
      if (job.path("start-time").asLong() > latest) {
        latest = job.path("start-time").asLong();
        newest = job.path("jid").asText();
      }
    }
    return newest;
  }

  private String send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://" + master() + path);
  }

  /** Flink's own client with these arguments, as {@code bin/flink} starts it. */
  Command flink(String... arguments) throws IOException {
    List<String> command = java("-Xmx512m");
    command.add(CliFrontend.class.getName());
    command.addAll(List.of(arguments));
    return command("flink", command);
  }

  /** The product's jar with these arguments. */
  Command jar(Path jar, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA, "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command("jar", command);
  }

  /** Something that a person or a scheduler starts. */
  record Command(Process process, Path log) {
    int exitCode() {
      return process.onExit().join().exitValue();
    }

    String told() throws IOException {
      return Files.readString(log);
    }
  }

  private Command command(String name, List<String> command) throws IOException {
    Path log = folder.resolve("%02d-%s.log".formatted(started, name));
    return new Command(start(name, command), log);
  }

  /** All that its processes have written. */
  String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        all.append(Files.readString(log));
      }
    }
    return all.toString();
  }

  private Configuration configuration() {
    return GlobalConfiguration.loadConfiguration(conf(), Configuration.fromMap(settings));
  }

  private String conf() {
    return folder.resolve("conf").toString();
  }

  /** Settings of this machine: only loopback, ports that are free, its own folders. */
  private List<String> here() {
    Map<String, String> here =
        Map.of(
            "jobmanager.rpc.address", "localhost",
            "jobmanager.bind-host", "localhost",
            "jobmanager.rpc.port", Integer.toString(rpcPort),
            "rest.address", "localhost",
            "rest.bind-address", "localhost",
            "rest.port", Integer.toString(restPort),
            "taskmanager.host", "localhost",
            "taskmanager.bind-host", "localhost",
            "io.tmp.dirs", folder.toString());
    List<String> words = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>(here);
    all.putAll(settings);
    all.forEach((name, value) -> Collections.addAll(words, "-D", name + "=" + value));
    return words;
  }

  private List<String> java(String jvmSettings) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.addAll(words(jvmSettings));
    command.addAll(words(settings.getOrDefault("env.java.opts.all", JVMS_OF_TESTS)));
    command.addAll(
        List.of(
            "-Dlogback.configurationFile=" + folder.resolve("conf/logback.xml"), "-cp", classPath));
    return command;
  }

  private static List<String> words(String text) {
    return Collections.list(new StringTokenizer(text)).stream().map(String::valueOf).toList();
  }

  private Process start(String name, List<String> command) throws IOException {
    Path log = folder.resolve("%02d-%s.log".formatted(started++, name));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("FLINK_CONF_DIR", conf());
    builder.environment().putAll(environment);
    return builder.start();
  }

  @Override
  public void close() {
    taskManagers.values().forEach(FlinkCluster::kill);
    kill(jobManager);
  }
}
