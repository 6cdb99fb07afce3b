# What a newcomer can do: "make help". Each target is one line of something else.
.DEFAULT_GOAL := help
.PHONY: help build test unit bench format image base-image engine engines up down list plan clean

help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build everything, without tests
	mvn -B -ntp -DskipTests package

test: ## Run every test; gets a container engine where it can
	scripts/test

unit: ## Run the tests that need no engine
	mvn -B -ntp test

bench: ## Measure beside docker-compose and the raw engine API; 12 minutes on an otherwise idle machine
	scripts/bench $(ARGS)

format: ## Format the sources
	mvn -B -ntp -q -Dspotless.goal=apply process-sources

image: engine base-image ## Build the embedded kernel's image, fleet-kernel:latest
	scripts/build-image

base-image: engine ## Get the Debian image that the kernel images are built on
	scripts/ensure-base-image

engine: ## Get a container engine, if none answers
	scripts/ensure-engine

engines: base-image ## Start further engines, to run the tests on (docs/engines.md)
	scripts/ensure-engines

up: ## Start the fleet
	./docker-fleet up

down: ## Stop and remove the fleet
	./docker-fleet down

list: ## Show the kernels
	./docker-fleet list

plan: ## Show what "up" would do, and why
	./docker-fleet plan

clean: ## Remove what was built
	mvn -B -ntp -q clean
