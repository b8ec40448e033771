package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.graph.AccountFetch.AskedBy;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ad accounts that are asked in the background, several at a time because asking is waiting, and
 * each by one reader. Client periods are handed out when all accounts of theirs were asked: all
 * together where that is quick, and what is whole where others have to be waited for.
 */
public final class FetchedPeriods implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FetchedPeriods.class);
  private static final int READERS = 8;

  private final boolean kept;
  private final Batching batching;
  private final Runnable moved;
  private final Path folder;
  private final ExecutorService readers;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, Integer> accountsLeft = new HashMap<>();
  private final Map<ClientPeriod, Integer> left = new HashMap<>();
  private final Map<ClientPeriod, List<FetchedPeriod>> fetched = new HashMap<>();

  /** What is whole and was not handed out, and since when, in nanoseconds. */
  private final Map<ClientPeriod, Long> whole = new LinkedHashMap<>();

  private List<FetchedPeriod> handedOut = List.of();
  private AskingFacts asking = AskingFacts.NONE;
  private boolean stopped;

  /**
   * How much is handed out together.
   *
   * @param patience how long what is whole waits for the rest
   * @param clientPeriods how many are enough, so that nothing is waited for
   */
  public record Batching(Duration patience, long clientPeriods) {}

  /** Something that a reader tells. */
  private sealed interface Event {}

  private record Fetched(FetchedPeriod period) implements Event {}

  private record AccountDone(String clientId, AskingFacts asking) implements Event {}

  private record Failed(Throwable cause) implements Event {}

  private record Stopped() implements Event {}

  private FetchedPeriods(
      Job job,
      GraphInsights source,
      List<GraphAccount> accounts,
      AskedBy asked,
      Batching batching,
      Runnable moved) {
    this.kept = source.keep() != null;
    this.batching = batching;
    this.moved = moved;
    try {
      this.folder = Files.createTempDirectory("insights-");
    } catch (IOException e) {
      throw failed(e);
    }
    for (GraphAccount account : accounts) {
      accountsLeft.merge(account.clientId(), 1, Integer::sum);
      account
          .periods()
          .forEach(
              period -> left.merge(new ClientPeriod(account.clientId(), period), 1, Integer::sum));
    }
    GraphQuestions questions = new GraphQuestions(job, source);
    readers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(READERS, accounts.size())),
            task -> {
              Thread thread = new Thread(task, "ad account");
              thread.setDaemon(true);
              return thread;
            });
    accounts.forEach(account -> readers.execute(() -> ask(source, questions, account, asked)));
  }

  /**
   * Begins to ask.
   *
   * @param started when the run was, which its time limit is counted from
   * @param goesOnBehind when those runs were started that were stopped before their end: what they
   *     kept is not asked for again
   * @param moved is told of each period that is there
   */
  public static FetchedPeriods ask(
      Job job,
      GraphInsights source,
      List<GraphAccount> accounts,
      Time time,
      Instant started,
      Set<Instant> goesOnBehind,
      Batching batching,
      Runnable moved) {
    return new FetchedPeriods(
        job,
        source,
        accounts,
        new AskedBy(time, started, goesOnBehind, new AtomicReference<>()),
        batching,
        moved);
  }

  private void ask(
      GraphInsights source, GraphQuestions questions, GraphAccount account, AskedBy asked) {
    try {
      AskingFacts facts =
          new AccountFetch(
                  source,
                  questions,
                  account,
                  asked,
                  folder,
                  period -> events.add(new Fetched(period)))
              .run();
      events.add(new AccountDone(account.clientId(), facts));
    } catch (CancellationException e) {
      events.add(new Stopped());
    } catch (IOException | RuntimeException | Error e) {
      events.add(new Failed(e));
    }
  }

  /**
   * Waits for client periods that are whole; pages that were handed out before are deleted, unless
   * they are kept.
   *
   * @return all accounts' fetches of these client periods; without any where everything was handed
   *     out, or where it was stopped and nothing more is whole
   */
  public FetchedBatch next() {
    deletePages(handedOut);
    handedOut = List.of();
    try {
      while (!isDone() && !stopped) {
        List<ClientPeriod> ready = ready();
        long wait = batching.patience().toNanos();
        if (!ready.isEmpty()) {
          wait -= System.nanoTime() - whole.getOrDefault(ready.get(0), 0L);
          if (wait <= 0 || ready.size() >= batching.clientPeriods()) {
            return handOut(ready);
          }
        } else if (!whole.isEmpty()) {
          wait -= System.nanoTime() - whole.values().iterator().next();
        }
        // What came together is taken together: what is ready is looked for among all of it.
        for (Event event = events.poll(Math.max(1, wait), TimeUnit.NANOSECONDS);
            event != null;
            event = events.poll()) {
          take(event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The run was stopped while it asked the Marketing API");
    }
    return handOut(List.copyOf(whole.keySet()));
  }

  /** The clients that accounts are left of, in the order of their ids. */
  public List<String> clientsLeft() {
    return accountsLeft.keySet().stream().sorted().toList();
  }

  /** Whether no account is left to be asked. */
  public boolean isDone() {
    return accountsLeft.isEmpty();
  }

  /** Asks for nothing more, and lets {@link #next} hand out what is whole. */
  public void stop() {
    readers.shutdownNow();
    events.add(new Stopped());
  }

  /** Whether it was stopped before all accounts had been asked. */
  public boolean isStopped() {
    return stopped && !isDone();
  }

  private void take(Event event) {
    if (event instanceof Stopped) {
      stopped = true;
    } else if (event instanceof Failed failed) {
      throw failed(failed.cause());
    } else if (event instanceof AccountDone done) {
      asking = asking.plus(done.asking());
      accountsLeft.computeIfPresent(done.clientId(), (id, count) -> count == 1 ? null : count - 1);
    } else if (event instanceof Fetched one) {
      moved.run();
      ClientPeriod clientPeriod = one.period().clientPeriod();
      fetched.computeIfAbsent(clientPeriod, none -> new ArrayList<>()).add(one.period());
      if (left.merge(clientPeriod, -1, Integer::sum) == 0) {
        whole.put(clientPeriod, System.nanoTime());
      }
    }
  }

  private RuntimeException failed(Throwable cause) {
    if (cause instanceof IOException e) {
      return new PagesException(kept ? "insights.graph.keep" : "the temporary folder", e);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  /** Of clients that are done, and what has waited for the others for long enough. */
  private List<ClientPeriod> ready() {
    long now = System.nanoTime();
    return whole.entrySet().stream()
        .filter(
            one ->
                !accountsLeft.containsKey(one.getKey().clientId())
                    || now - one.getValue() >= batching.patience().toNanos())
        .map(Map.Entry::getKey)
        .toList();
  }

  private FetchedBatch handOut(List<ClientPeriod> clientPeriods) {
    List<FetchedPeriod> out = new ArrayList<>();
    for (ClientPeriod clientPeriod : clientPeriods) {
      whole.remove(clientPeriod);
      out.addAll(fetched.getOrDefault(clientPeriod, List.of()));
      fetched.remove(clientPeriod);
    }
    out.sort(Comparator.comparingInt(FetchedPeriod::rank));
    handedOut = out;
    FetchedBatch batch = new FetchedBatch(out, asking);
    asking = AskingFacts.NONE;
    return batch;
  }

  /** Nothing more is asked, and pages that are not kept are gone. */
  @Override
  public void close() {
    readers.shutdownNow();
    try {
      // A request ends at once where it is interrupted.
      readers.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deletePages(handedOut);
    fetched.values().forEach(this::deletePages);
    delete(folder);
  }

  private void deletePages(List<FetchedPeriod> periods) {
    for (FetchedPeriod period : periods) {
      if (period.pages() != null && !kept) {
        delete(Path.of(period.pages().resource()));
      }
    }
  }

  private static void delete(Path path) {
    try {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside.forEach(FetchedPeriods::delete);
        }
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted: {}", path, e.toString());
    }
  }
}
