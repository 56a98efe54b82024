// Checks a ledger bundle with nobody's code but Go's: golang.org/x/mod/sumdb/note and tlog, as the Go checksum
// database's own clients use them. Reads the bundle from the standard input; prints "ok" and counts, or fails.
package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type bundle struct {
	Vkey        string `json:"vkey"`
	Checkpoints []struct {
		Note        string   `json:"note"`
		Consistency []string `json:"consistency"`
	} `json:"checkpoints"`
	Entries []struct {
		Index int64    `json:"index"`
		Leaf  string   `json:"leaf"`
		Proof []string `json:"proof"`
	} `json:"entries"`
}

func main() {
	var read bundle
	must(json.NewDecoder(os.Stdin).Decode(&read))
	verifier, err := note.NewVerifier(read.Vkey)
	must(err)
	var trees []tlog.Tree
	for place, checkpoint := range read.Checkpoints {
		opened, err := note.Open([]byte(checkpoint.Note), note.VerifierList(verifier))
		must(err)
		tree := treeOf(opened.Text)
		if place > 0 {
			before := trees[place-1]
			must(tlog.CheckTree(hashes(checkpoint.Consistency), tree.N, tree.Hash, before.N, before.Hash))
		}
		trees = append(trees, tree)
	}
	newest := trees[len(trees)-1]
	for _, entry := range read.Entries {
		leaf := tlog.RecordHash([]byte(entry.Leaf))
		must(tlog.CheckRecord(hashes(entry.Proof), newest.N, newest.Hash, entry.Index, leaf))
	}
	fmt.Printf("ok %d checkpoints %d entries\n", len(trees), len(read.Entries))
}

// treeOf reads a C2SP checkpoint: origin, size and root hash, a line each.
func treeOf(text string) tlog.Tree {
	lines := strings.Split(text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	var tree tlog.Tree
	tree.N = size
	copy(tree.Hash[:], root)
	return tree
}

func hashes(given []string) []tlog.Hash {
	list := make([]tlog.Hash, len(given))
	for place, text := range given {
		bytes, err := hex.DecodeString(text)
		must(err)
		copy(list[place][:], bytes)
	}
	return list
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
