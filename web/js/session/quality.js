// @ts-check

/**
 * @typedef {"good" | "fair" | "poor"} Level
 * @typedef {{ received: number, lost: number, roundTripMs: number }} Measure - Packets since the connection began.
 */

/** Above these, a call is no longer good or no longer fair: share of packets lost, and milliseconds there and back. */
const limits = { fair: { loss: 0.02, roundTripMs: 250 }, poor: { loss: 0.08, roundTripMs: 500 } }

/**
 * How a connection has done between two measures.
 *
 * @param {Measure} before
 * @param {Measure} after
 * @returns {Level}
 */
export function grade(before, after) {
  const lost = Math.max(0, after.lost - before.lost)
  const received = Math.max(0, after.received - before.received)
  const loss = lost + received > 0 ? lost / (lost + received) : 0
  return graded(loss, after.roundTripMs)
}

/**
 * @param {number} loss - In [0, 1].
 * @param {number} roundTripMs
 * @returns {Level}
 */
export function graded(loss, roundTripMs) {
  if (loss > limits.poor.loss || roundTripMs > limits.poor.roundTripMs) return "poor"
  return loss > limits.fair.loss || roundTripMs > limits.fair.roundTripMs ? "fair" : "good"
}

/**
 * @param {RTCPeerConnection} connection
 * @returns {Promise<Measure>}
 */
export async function measure(connection) {
  const sum = { received: 0, lost: 0, roundTripMs: 0 }
  const report = await connection.getStats()
  report.forEach((entry) => {
    if (entry.type === "inbound-rtp") {
      sum.received += entry.packetsReceived ?? 0
      sum.lost += entry.packetsLost ?? 0
    }
    if (entry.type === "candidate-pair" && entry.nominated && entry.currentRoundTripTime !== undefined) {
      sum.roundTripMs = Math.max(sum.roundTripMs, entry.currentRoundTripTime * 1_000)
    }
  })
  return sum
}

/** How often the server is asked, before entering. */
const probes = 4

/**
 * How quickly the server answers, as the best of a few tries: the first pays for the connection.
 *
 * @param {() => Promise<unknown>} ask - One request to the server.
 * @param {() => number} now - Milliseconds, monotonic.
 * @returns {Promise<Level>}
 */
export async function probe(ask, now) {
  let best = Infinity
  for (let count = 0; count < probes; count++) {
    const started = now()
    try {
      await ask()
      best = Math.min(best, now() - started)
    } catch {
      // Unreachable for a moment: the others decide.
    }
  }
  return graded(0, best)
}
