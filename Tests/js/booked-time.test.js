// @ts-check
import { assertEquals } from "./support/assert.js"
import { timeNow } from "../../web/js/session/booked-time.js"

const minute = 60_000
const booked = { startsAt: 100 * minute, endsAt: 150 * minute, opensAt: 70 * minute }

/** @param {number} startsAt @param {number} endsAt */
const status = (startsAt, endsAt) => ({ hostPresent: false, closesAt: 0, waitingSince: 0, startsAt, endsAt })

Deno.test("W5 a session that was moved opens as long before its start as it did", () => {
  const later = status(160 * minute, 210 * minute)
  assertEquals(timeNow(booked, later, 130 * minute - 1), { isMoved: true, opensAt: 130 * minute })
  assertEquals(timeNow(booked, later, 130 * minute), { isMoved: true, opensAt: null })
})

Deno.test("W5 a session that begins when it did is moved if it ends at another time", () => {
  assertEquals(timeNow(booked, status(100 * minute, 150 * minute), 90 * minute), { isMoved: false, opensAt: null })
  assertEquals(timeNow(booked, status(100 * minute, 180 * minute), 90 * minute), { isMoved: true, opensAt: null })
})

Deno.test("W5 of a time that the page wasn't told nothing is said", () => {
  const later = status(160 * minute, 210 * minute)
  assertEquals(timeNow({ startsAt: 0, endsAt: 0, opensAt: 0 }, later, 0), { isMoved: false, opensAt: null })
  assertEquals(timeNow({ ...booked, opensAt: 0 }, later, 0), { isMoved: true, opensAt: null })
})
