package cn.yimen.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 故障代理: between the application and PostgreSQL, on this machine only. It lets through, answers nothing, refuses, slows
 * down, or takes away the answer to a COMMIT that PostgreSQL has carried out.
 */
final class FaultProxy implements AutoCloseable {

    /** What PostgreSQL answers when it has committed; the question itself may be a prepared statement's number only. */
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger swallow = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean holding;
    private volatile long delayMillis;

    FaultProxy(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        thread("proxy", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The database is gone: what is open is cut, who comes is sent away. */
    void cut() {
        refusing = true;
        open.forEach(FaultProxy::close);
    }

    /** The database answers nothing more, as behind a pulled cable. */
    void hold() {
        holding = true;
    }

    /** Each message to the database takes so much longer. */
    void slow(long millis) {
        delayMillis = millis;
    }

    /**
     * A COMMIT is carried out, but its answer never comes.
     *
     * @param which 1 the next one, 2 the one after it
     */
    void swallowCommit(int which) {
        swallow.set(which);
    }

    boolean swallowed() {
        return swallow.get() <= 0;
    }

    /** All is well again. */
    void heal() {
        refusing = false;
        holding = false;
        delayMillis = 0;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var application = door.accept();
                if (refusing) {
                    close(application);
                    continue;
                }
                connect(application);
            } catch (IOException closed) {
                // the door was closed
            }
        }
    }

    private void connect(Socket application) {
        try {
            var database = new Socket(InetAddress.getLoopbackAddress(), target);
            application.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            open.add(application);
            open.add(database);
            thread("to database", () -> pump(application, database, true));
            thread("to application", () -> pump(database, application, false));
        } catch (IOException gone) {
            close(application);
        }
    }

    private void pump(Socket from, Socket to, boolean up) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[65536];
            int n;
            while ((n = in.read(buffer)) > 0) {
                while (holding && !from.isClosed()) {
                    Thread.sleep(20);
                }
                if (up && delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                if (!up && swallow.get() > 0 && holds(buffer, n) && swallow.decrementAndGet() == 0) {
                    break; // carried out, and nobody hears of it
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException | InterruptedException gone) {
            // one side has ended, so does the other
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static boolean holds(byte[] buffer, int n) {
        search:
        for (int at = 0; at <= n - COMMITTED.length; at++) {
            for (int i = 0; i < COMMITTED.length; i++) {
                if (buffer[at + i] != COMMITTED[i]) {
                    continue search;
                }
            }
            return true;
        }
        return false;
    }

    private static void thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(FaultProxy::close);
    }
}
