// Loaded into a process whose program is not ours (Next): ends it in good order when its supervisor is gone.
if (process.send !== undefined) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // Listening keeps the channel, and with it the process, alive; only the program itself should.
  process.channel?.unref();
  // For this process alone: `next dev` forks one of its own and lets go of its channel when that is ready.
  process.execArgv.splice(process.execArgv.indexOf("--import"), 2);
}
