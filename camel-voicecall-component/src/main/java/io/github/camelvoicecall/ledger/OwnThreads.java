package io.github.camelvoicecall.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that nobody else knows, and so nobody can interrupt: H2 closes its whole database when a thread is interrupted while it reads or writes the file, and whoever stops a
 * route interrupts its threads. They end by themselves when there is nothing to do. Thread safe.
 */
final class OwnThreads {
    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), OwnThreads::thread);

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "voicecall-ledger");
        thread.setDaemon(true);
        // or the application that happened to come first could not be unloaded
        thread.setContextClassLoader(OwnThreads.class.getClassLoader());
        return thread;
    }

    /** Runs work there; the caller waits for it, also when interrupted meanwhile, and still is so afterwards. */
    <T> T run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
