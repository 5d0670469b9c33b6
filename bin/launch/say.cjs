"use strict";
/** Progress goes to stderr: what a command prints on stdout is its answer. */
exports.say = (line) => void process.stderr.write(`${line}\n`);

/** An end that needs words, not a stack. */
exports.known = (message) => Object.assign(new Error(message), { known: true });
