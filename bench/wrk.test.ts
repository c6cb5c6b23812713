import { expect, test } from 'vitest'
import { readWrk } from './wrk.ts'

const clean = `Running 2s test @ http://127.0.0.1:8000/health/live
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.61ms    2.02ms  41.09ms   95.00%
    Req/Sec    23.91k     2.52k   28.72k    75.00%
  Latency Distribution
     50%    1.13ms
     75%    1.70ms
     90%  950.00us
     99%    1.05s
  47655 requests in 2.00s, 52.31MB read
Requests/sec:  23814.29
Transfer/sec:     26.14MB
`

test('figures are read with their units, and a clean run has no errors', () => {
  expect(readWrk(clean)).toEqual({
    requests: 47_655,
    perSecond: 23_814.29,
    p50Ms: 1.13,
    p99Ms: 1_050,
    errors: 0,
    statuses: { '2xx': 47_655 },
  })
})

test('refusals, broken sockets and timeouts are all errors', () => {
  const extra = '  Socket errors: connect 1, read 2, write 3, timeout 4\n  Non-2xx or 3xx responses: 5\n'
  const seen = readWrk(clean.replace('Requests/sec', `${extra}Requests/sec`))
  expect(seen.errors).toBe(15)
  expect(seen.statuses).toEqual({ '2xx': 47_650, other: 5 })
})

test('an output without figures is refused', () => {
  expect(() => readWrk('unable to connect to 127.0.0.1:8000 Connection refused\n')).toThrow('unknown')
})
