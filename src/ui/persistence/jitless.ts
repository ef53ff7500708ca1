import { config } from 'zod'

// The page's policy forbids code made of text; without this zod tries whether it may. A module of its own, imported
// first: the schemas of the other modules are made when those are loaded, and zod asks then.
config({ jitless: true })
