/** Several processes on one PostgreSQL that are killed and paused while they place calls and hand out results. */
package io.github.camelvoicecall.faults.replicas;
