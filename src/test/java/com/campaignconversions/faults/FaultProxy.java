package com.campaignconversions.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a run and its database, counts what the run sends, and does something terrible
 * when certain bytes come by: those behind them wait until that is done.
 */
final class FaultProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int upstream;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final Queue<Long> planned = new ConcurrentLinkedQueue<>();
  private final AtomicInteger struck = new AtomicInteger();
  private volatile Runnable strike = () -> {};
  private volatile boolean swallowing;

  FaultProxy(int upstream) throws IOException {
    this.upstream = upstream;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Counts from nothing again. */
  void strikeAt(Collection<Long> bytes, Runnable terribleThing) {
    planned.clear();
    sent.set(0);
    struck.set(0);
    strike = terribleThing;
    planned.addAll(new TreeSet<>(bytes));
  }

  /** Ends what was planned; how often it has come to it. */
  int disarm() {
    planned.clear();
    return struck.get();
  }

  long sent() {
    return sent.get();
  }

  /** Resets every connection, in the middle of whatever it says. */
  void cut() {
    for (Socket socket : List.copyOf(open)) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException alreadyClosed) {
        open.remove(socket);
      }
    }
  }

  /** From now on bytes are lost, until every connection is cut; new ones are as good as ever. */
  void swallowThenCut() {
    swallowing = true;
    start(
        () -> {
          try {
            Thread.sleep(150);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          // In this order: what has lost a byte is cut, however new it is.
          swallowing = false;
          cut();
        });
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket();
        open.add(client);
        try {
          server.connect(new java.net.InetSocketAddress("localhost", upstream), 5_000);
        } catch (IOException nobodyThere) {
          client.close();
          open.remove(client);
          continue;
        }
        open.add(server);
        start(() -> pump(client, server, true));
        start(() -> pump(server, client, false));
      } catch (IOException closed) {
        if (door.isClosed()) {
          return;
        }
      }
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (swallowing) {
          continue;
        }
        if (counted) {
          long now = sent.addAndGet(read);
          Long next = planned.peek();
          if (next != null && now >= next && planned.remove(next)) {
            // Half a message has gone through when it happens.
            out.write(buffer, 0, read / 2);
            out.flush();
            struck.incrementAndGet();
            synchronized (planned) {
              // Two connections may come to their bytes at once: one terrible thing at a time.
              strike.run();
            }
            out.write(buffer, read / 2, read - read / 2);
            out.flush();
            continue;
          }
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException cut) {
      // One side is gone: so is the other.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
